namespace ReWorkerHost.Discovery;

/// <summary>
/// The plugins folder. A plugin is a subfolder <c>&lt;Name&gt;</c> that holds <c>&lt;Name&gt;.dll</c> with its dependencies, or a loose
/// DLL directly in the folder that references the contract; other loose DLLs are dependencies of loose plugins. Hidden files and
/// those that editors and copying programs use on the way are no part of a plugin.
/// </summary>
internal sealed class PluginsFolder(string path)
{
    /// <summary>The contract's assembly name.</summary>
    public const string ContractName = "ReWorkerHost.Abstractions";

    private static readonly string[] Companions = [".deps.json", ".runtimeconfig.json", ".pdb", ".xml"];
    private static readonly string[] Temporary = ["~", ".tmp", ".temp", ".part", ".partial", ".filepart", ".swp", ".swx", ".bak", ".orig"];
    private readonly FileCache files = new();

    /// <summary>Where it is.</summary>
    public string Location => path;

    /// <summary>Looks at what is there now; only files that have changed since the last look are read. A folder that does not exist is an empty one.</summary>
    public DiscoveryResult Scan()
    {
        var plugins = new List<PluginDescriptor>();
        var problems = new List<DiscoveryProblem>();
        if (Directory.Exists(path))
        {
            foreach (var folder in Directory.EnumerateDirectories(path).Where(IsLasting).Order(StringComparer.Ordinal))
            {
                Attempt(Path.GetFileName(folder), problems, () => plugins.Add(Subfolder(folder)));
            }

            ScanLoose(plugins, problems);
            RefuseTwins(plugins, problems);
        }

        files.Sweep();
        return new DiscoveryResult(plugins, problems);
    }

    /// <summary>Looks at one subfolder alone.</summary>
    /// <returns>Its plugin, or <see langword="null"/> where it is not there or holds none.</returns>
    public PluginDescriptor? Find(string name)
    {
        var folder = Path.Combine(path, name);
        PluginDescriptor? found = null;
        if (Directory.Exists(folder)) Attempt(name, [], () => found = Subfolder(folder));
        return found;
    }

    /// <summary>A file or folder is said to have changed: it is read at the next look, whatever times and sizes say.</summary>
    public void Forget(string file) => files.Forget(file);

    private static bool IsLasting(string path)
    {
        var name = Path.GetFileName(path);
        return !name.StartsWith('.') && !name.StartsWith('#') && !Temporary.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private PluginDescriptor Subfolder(string folder)
    {
        var name = Path.GetFileName(folder);
        var main = $"{name}.dll";
        if (!File.Exists(Path.Combine(folder, main)))
        {
            throw new InvalidDataException($"the folder holds no {main}: the main assembly must have the folder's name");
        }

        return Describe(name, folder, main, [.. Below(folder).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsLasting).Concat(Directory.EnumerateDirectories(folder).Where(IsLasting).SelectMany(Below));

    private PluginDescriptor Describe(string name, string folder, string main, IReadOnlyList<string> names)
    {
        var facts = names.Select(file => KeyValuePair.Create(file, files.Read(Path.Combine(folder, file)))).ToList();
        if (facts.Select(file => file.Value.Damage).FirstOrDefault(damage => damage is not null) is { } damaged) throw new InvalidDataException(damaged);
        var assembly = facts.Single(file => file.Key == main).Value.Assembly ?? throw new InvalidDataException($"{main} is not a .NET assembly");
        if (!ReferencesContract(assembly)) throw new InvalidDataException($"it has no worker: {main} does not reference {ContractName}");
        return new PluginDescriptor(name, folder, main, names, ContentHash.Of(facts.Select(file => KeyValuePair.Create(file.Key, file.Value.Hash))), assembly);
    }

    private void ScanLoose(List<PluginDescriptor> plugins, List<DiscoveryProblem> problems)
    {
        var assemblies = new Dictionary<string, AssemblyFacts>(StringComparer.OrdinalIgnoreCase);
        var loose = Directory.EnumerateFiles(path, "*.dll").Where(IsLasting).Order(StringComparer.Ordinal).ToList();
        foreach (var twins in loose.GroupBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase))
        {
            Attempt(twins.Key, problems, () =>
            {
                if (twins.Count() > 1) throw new InvalidDataException(Repeated(twins));
                var facts = files.Read(twins.Single());
                if (facts.Damage is not null) throw new InvalidDataException(facts.Damage);
                if (facts.Assembly is not null) assemblies.Add(twins.Key, facts.Assembly);
            });
        }

        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in assemblies.Where(entry => ReferencesContract(entry.Value)).Select(entry => entry.Key))
        {
            var closure = Closure(name, assemblies);
            used.UnionWith(closure);
            Attempt(name, problems, () => plugins.Add(Describe(name, path, $"{name}.dll", [.. closure.SelectMany(Files).Order(StringComparer.Ordinal)])));
        }

        foreach (var name in assemblies.Keys.Where(name => !used.Contains(name) && !IsContract(name)))
        {
            problems.Add(new DiscoveryProblem(name, $"it has no worker: {name}.dll does not reference {ContractName}, and no plugin beside it uses it"));
        }
    }

    private IEnumerable<string> Files(string assembly) =>
        Companions.Prepend(".dll").Select(ending => assembly + ending).Where(file => File.Exists(Path.Combine(path, file)));

    /// <summary>The assembly itself and every loose one it needs, directly or through others.</summary>
    private static HashSet<string> Closure(string name, Dictionary<string, AssemblyFacts> assemblies)
    {
        var closure = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pending = new Stack<string>([name]);
        while (pending.TryPop(out var next))
        {
            if (IsContract(next) || !assemblies.TryGetValue(next, out var facts) || !closure.Add(next)) continue;
            foreach (var reference in facts.References) pending.Push(reference.Name);
        }

        return closure;
    }

    private static bool ReferencesContract(AssemblyFacts facts) => facts.References.Any(reference => IsContract(reference.Name));

    private static bool IsContract(string name) => string.Equals(name, ContractName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Two plugins of one name would share queues and settings; neither can be told to be the right one.</summary>
    private static void RefuseTwins(List<PluginDescriptor> plugins, List<DiscoveryProblem> problems)
    {
        foreach (var twins in plugins.GroupBy(plugin => plugin.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).ToList())
        {
            problems.Add(new DiscoveryProblem(twins.Key, Repeated(twins.Select(twin => Path.Combine(twin.BaseFolder, twin.MainAssembly)))));
            plugins.RemoveAll(plugin => twins.Contains(plugin));
        }
    }

    private static string Repeated(IEnumerable<string> places) => $"it is there more than once ({string.Join(" and ", places)}): remove all but one";

    private static void Attempt(string name, List<DiscoveryProblem> problems, Action attempt)
    {
        try
        {
            attempt();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new DiscoveryProblem(name, exception.Message));
        }
    }
}
