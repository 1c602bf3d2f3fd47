using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace ReWorkerHost.Broker;

/// <summary>
/// The folder of a private node: its data, identity, password and log. Only its owner may look into it. Held by a lock, since a
/// second node on the same data would destroy them.
/// </summary>
internal sealed class BrokerFolder : IDisposable
{
    /// <summary>The user that clients connect as.</summary>
    public const string User = "reworker";

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const int TailLines = 15;
    private const int TailBytes = 16 * 1024;
    private readonly FileStream folderLock;

    [SupportedOSPlatform("linux")]
    private BrokerFolder(string path, FileStream folderLock)
    {
        Path = path;
        this.folderLock = folderLock;
        Identity = ReadOrCreate("identity");
        Password = ReadOrCreate("password");
    }

    /// <summary>The folder's path, with symbolic links resolved.</summary>
    public string Path { get; }

    /// <summary>A random name that the folder keeps for good: Mnesia's data belong to a node name.</summary>
    public string Identity { get; }

    /// <summary>The password of <see cref="User"/>, random, kept for good.</summary>
    public string Password { get; }

    /// <summary>The node's standard output and error since its last start.</summary>
    public string LogFile => In("node.log");

    /// <summary>The configuration file that <see cref="BeginNode"/> writes.</summary>
    public string ConfigurationFile => In("rabbitmq.config");

    /// <summary>The list of enabled plugins that <see cref="BeginNode"/> writes.</summary>
    public string PluginsFile => In("enabled_plugins");

    /// <summary>Makes the folder where it is missing, and takes it.</summary>
    /// <exception cref="PrivateBrokerException">It can't be written, or another host uses it.</exception>
    [SupportedOSPlatform("linux")]
    public static BrokerFolder Take(string folder)
    {
        FileStream? taken = null;
        try
        {
            var path = System.IO.Path.GetFullPath(folder);
            Directory.CreateDirectory(path, OwnerFolder);
            File.SetUnixFileMode(path, OwnerFolder);
            taken = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new BrokerFolder(RealFolderOf(taken), taken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            throw new PrivateBrokerException(
                $"The private broker can't use the folder {folder}: {exception.Message} Stop the host that uses it, make it writable for this user, or choose another state folder with --state.", exception);
        }
    }

    /// <summary>A path inside the folder.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes what a node reads at its start and begins a new log; the log before it is kept as <c>node.log.previous</c>.</summary>
    [SupportedOSPlatform("linux")]
    public void BeginNode()
    {
        foreach (var name in (string[])["home", "data", "log"]) Directory.CreateDirectory(In(name), OwnerFolder);
        Write(PluginsFile, "[].\n");
        Write(ConfigurationFile, NodeConfiguration.Text(User, Password));
        if (File.Exists(LogFile)) File.Move(LogFile, LogFile + ".previous", overwrite: true);
        Write(LogFile, "");
    }

    /// <summary>The end of the node's log.</summary>
    public string LogTail()
    {
        using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(stream.Length, TailBytes), SeekOrigin.End);
        var lines = new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.TakeLast(TailLines));
    }

    /// <inheritdoc/>
    public void Dispose() => folderLock.Dispose();

    // Processes are recognised by this path, so it must be the same however the folder was named.
    private static string RealFolderOf(FileStream file)
    {
        var link = new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}");
        return System.IO.Path.GetDirectoryName(link.LinkTarget ?? file.Name)!;
    }

    [SupportedOSPlatform("linux")]
    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerFile };
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    [SupportedOSPlatform("linux")]
    private string ReadOrCreate(string name)
    {
        if (!File.Exists(In(name)))
        {
            Write(In(name + ".part"), RandomNumberGenerator.GetHexString(24, lowercase: true));
            File.Move(In(name + ".part"), In(name));
        }

        return File.ReadAllText(In(name)).Trim();
    }
}
