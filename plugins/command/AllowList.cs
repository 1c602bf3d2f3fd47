using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Command;

/// <summary>
/// The programs that may be run. A program must be named exactly as the list has it, so that nothing in a path (a symbolic link,
/// <c>..</c>, another folder) can make one program pass for another.
/// </summary>
internal sealed class AllowList(CommandOptions options)
{
    private const string Key = $"{CommandOptions.Path}.allow";

    /// <summary>Refuses a program that is not on the list.</summary>
    /// <exception cref="StepFailedException">It may not be run.</exception>
    public void Verify(string program)
    {
        if (options.Allow.Count == 0) throw new StepFailedException($"no program may be run on this host: name those that may in {Key}");
        if (!options.Allow.Contains(program, StringComparer.Ordinal))
        {
            throw new StepFailedException($"cmd: {Quote(program)} may not be run on this host: name it just so in {Key} to allow it");
        }
    }

    /// <summary>The absolute path of a program of the list.</summary>
    /// <param name="program">The program, as the list has it.</param>
    /// <param name="path">The PATH on which a bare name is looked up.</param>
    /// <exception cref="StepFailedException">It is not there.</exception>
    public static string Locate(string program, string? path)
    {
        if (!program.Contains('/'))
        {
            return ProgramPath.Find(program, path)
                ?? throw new StepFailedException($"{Quote(program)} can't be started: it is not on the host's PATH: install it, or allow it by its absolute path");
        }

        if (!File.Exists(program)) throw new StepFailedException($"{Quote(program)} can't be started: there is no such file");
        return ProgramPath.IsProgram(program)
            ? program
            : throw new StepFailedException($"{Quote(program)} can't be started: it is not executable");
    }

    private static string Quote(string program) => program.Length <= 200 ? $"\"{program}\"" : $"\"{program[..200]}...\"";
}
