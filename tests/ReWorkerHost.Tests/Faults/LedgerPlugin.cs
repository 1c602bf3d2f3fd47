using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Faults;

/// <summary>
/// The plugin of the fault tests: each execution adds one line (job, version, process) to a file in one write, by which executions are
/// counted. Where a file of a point's name lies in its folder it kills its process there, as a power failure would.
/// </summary>
internal static class LedgerPlugin
{
    public const string Name = "ledger";

    /// <summary>Where it can kill its process.</summary>
    public static readonly string[] Points = ["constructor", "validate", "enter", "return", "dispose"];

    private const string Source = """
        using System.Runtime.InteropServices;

        public sealed class CountParameters
        {
            public required int Number { get; init; }
            public int Milliseconds { get; init; }
            public bool Deaf { get; init; }
            public int Blocking { get; init; }
        }

        [Worker("ledger")]
        public sealed class Ledger : Worker, IDisposable
        {
            private const string Folder = "FOLDER";

            public Ledger() => Pass("constructor");

            public override void Validate(StepContext step, object? parameters) => Pass("validate");

            [Subcommand]
            public async Task<int> Count(CountParameters parameters, CancellationToken cancellationToken)
            {
                Pass("enter");
                Append($"{parameters.Number} VERSION {Environment.ProcessId}\n");
                if (parameters.Blocking > 0) Thread.Sleep(parameters.Blocking);
                if (parameters.Milliseconds > 0) await Task.Delay(parameters.Milliseconds, parameters.Deaf ? CancellationToken.None : cancellationToken);
                Pass("return");
                return parameters.Number;
            }

            public void Dispose() => Pass("dispose");

            private static void Pass(string point)
            {
                var mark = Path.Combine(Folder, point);
                if (!File.Exists(mark)) return;
                File.Delete(mark);
                kill(Environment.ProcessId, 9);
                Thread.Sleep(Timeout.Infinite);
            }

            private static void Append(string line)
            {
                var file = open(Path.Combine(Folder, "executions"), 0x441, 0x1a4);
                var bytes = System.Text.Encoding.ASCII.GetBytes(line);
                if (file < 0 || write(file, bytes, bytes.Length) != bytes.Length) throw new IOException("the execution can't be noted");
                close(file);
            }

            [DllImport("libc")] private static extern int open(string path, int flags, int mode);
            [DllImport("libc")] private static extern nint write(int file, byte[] bytes, nint count);
            [DllImport("libc")] private static extern int close(int file);
            [DllImport("libc")] private static extern int kill(int process, int signal);
        }
        """;

    /// <summary>Compiles it into a daemon's plugins folder.</summary>
    /// <param name="daemon">The daemon.</param>
    /// <param name="folder">Where the executions are noted, and the points are marked.</param>
    /// <param name="version">Its version.</param>
    public static void Install(Daemon daemon, string folder, string version = "1.0.0.0") => PluginCompiler.Compile(
        Name, Source.Replace("FOLDER", folder, StringComparison.Ordinal).Replace("VERSION", version, StringComparison.Ordinal), Path.Combine(daemon.Plugins, Name), version);
}
