namespace ReWorkerHost.Discovery;

/// <summary>
/// The plugins folder. A plugin is a subfolder <c>&lt;Name&gt;</c> that holds <c>&lt;Name&gt;.dll</c> with its dependencies, or a loose
/// DLL directly in the folder that references the contract; other loose DLLs are dependencies of loose plugins.
/// </summary>
internal sealed class PluginsFolder(string path)
{
    /// <summary>The contract's assembly name.</summary>
    public const string ContractName = "ReWorkerHost.Abstractions";

    private static readonly string[] Companions = [".deps.json", ".runtimeconfig.json", ".pdb", ".xml"];

    /// <summary>Looks at what is there now. A folder that does not exist is an empty one.</summary>
    public DiscoveryResult Scan()
    {
        if (!Directory.Exists(path)) return new DiscoveryResult([], []);
        var plugins = new List<PluginDescriptor>();
        var problems = new List<DiscoveryProblem>();
        foreach (var folder in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
        {
            if (!IsHidden(folder)) Attempt(Path.GetFileName(folder), problems, () => plugins.Add(Subfolder(folder)));
        }

        ScanLoose(plugins, problems);
        RefuseTwins(plugins, problems);
        return new DiscoveryResult(plugins, problems);
    }

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');

    private static PluginDescriptor Subfolder(string folder)
    {
        var name = Path.GetFileName(folder);
        var main = $"{name}.dll";
        if (!File.Exists(Path.Combine(folder, main)))
        {
            throw new InvalidDataException($"the folder holds no {main}: the main assembly must have the folder's name");
        }

        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal).ToList();
        var facts = AssemblyFacts.Read(Path.Combine(folder, main));
        if (!ReferencesContract(facts)) throw new InvalidDataException($"it has no worker: {main} does not reference {ContractName}");
        return new PluginDescriptor(name, folder, main, files, ContentHash.Of(folder, files), facts);
    }

    private void ScanLoose(List<PluginDescriptor> plugins, List<DiscoveryProblem> problems)
    {
        var assemblies = new Dictionary<string, AssemblyFacts>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(path, "*.dll").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!IsHidden(file)) Attempt(name, problems, () => assemblies.Add(name, AssemblyFacts.Read(file)));
        }

        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, facts) in assemblies.Where(entry => ReferencesContract(entry.Value)))
        {
            var closure = Closure(name, assemblies);
            used.UnionWith(closure);
            Attempt(name, problems, () => plugins.Add(Loose(name, facts, closure)));
        }

        foreach (var name in assemblies.Keys.Where(name => !used.Contains(name) && !IsContract(name)))
        {
            problems.Add(new DiscoveryProblem(name, $"it has no worker: {name}.dll does not reference {ContractName}, and no plugin beside it uses it"));
        }
    }

    private PluginDescriptor Loose(string name, AssemblyFacts facts, IEnumerable<string> closure)
    {
        var files = closure.SelectMany(Files).Order(StringComparer.Ordinal).ToList();
        return new PluginDescriptor(name, path, $"{name}.dll", files, ContentHash.Of(path, files), facts);
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
            var places = string.Join(" and ", twins.Select(twin => Path.Combine(twin.BaseFolder, twin.MainAssembly)));
            problems.Add(new DiscoveryProblem(twins.Key, $"it is there more than once ({places}): remove all but one"));
            plugins.RemoveAll(plugin => twins.Contains(plugin));
        }
    }

    private static void Attempt(string name, List<DiscoveryProblem> problems, Action attempt)
    {
        try
        {
            attempt();
        }
        catch (BadImageFormatException exception)
        {
            problems.Add(new DiscoveryProblem(name, $"{name}.dll is not a .NET assembly, or is damaged ({exception.Message.TrimEnd('.')}): copy it again"));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new DiscoveryProblem(name, exception.Message));
        }
    }
}
