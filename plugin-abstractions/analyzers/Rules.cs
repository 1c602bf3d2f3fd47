using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>
/// The rules. An error is what the host refuses at load; a warning is what it takes and does not do as it looks.
/// </summary>
internal static class Rules
{
    /// <summary>A worker class that the host does not find.</summary>
    public static readonly DiagnosticDescriptor NotFound = Warning("RWH0001", "The host does not find this worker", "{0} is no worker that the host finds: {1}");

    /// <summary>A name that can't be a queue's.</summary>
    public static readonly DiagnosticDescriptor BadName = Error("RWH0002", "A worker's name can't be a queue's", "{0} is named \"{1}\": a worker's name has 1 to 100 lower-case letters, digits, '-', '_' and '.'");

    /// <summary>Two workers of one name.</summary>
    public static readonly DiagnosticDescriptor TwinWorkers = Error("RWH0003", "Two workers have one name", "{0} and {1} are both named {2}: give one another name with [Worker]", WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>A worker that can do nothing.</summary>
    public static readonly DiagnosticDescriptor NoSubcommand = Error("RWH0004", "A worker has no subcommand", "{0} has no subcommand: mark a public method with [Subcommand], or override ExecuteAsync");

    /// <summary>Subcommands that would never be called.</summary>
    public static readonly DiagnosticDescriptor RawAndSubcommands = Error("RWH0005", "A worker takes raw steps and has subcommands", "{0} overrides ExecuteAsync and has [Subcommand] methods too, which would never be called: keep one of the two");

    /// <summary>Two subcommands of one name.</summary>
    public static readonly DiagnosticDescriptor TwinSubcommands = Error("RWH0006", "Two subcommands have one name", "{0} has two subcommands named {1} (names match ignoring case): rename one");

    /// <summary>A method that the host does not see.</summary>
    public static readonly DiagnosticDescriptor UnseenSubcommand = Warning("RWH0007", "The host does not see this subcommand", "{0} is marked with [Subcommand] and is {1}, so the host does not see it: make it a public method of the instance of a worker");

    /// <summary>A subcommand that nobody could wait for.</summary>
    public static readonly DiagnosticDescriptor BadResult = Error("RWH0008", "A subcommand returns no task", "{0} returns {1}: a subcommand returns Task, ValueTask, or one of them with a result");

    /// <summary>A subcommand that can't be called.</summary>
    public static readonly DiagnosticDescriptor GenericSubcommand = Error("RWH0009", "A subcommand is generic", "{0} is generic and can't be a subcommand: name its types");

    /// <summary>A subcommand that wants what the host does not have.</summary>
    public static readonly DiagnosticDescriptor BadArguments = Error("RWH0010", "A subcommand takes what the host can't give", "{0} takes ({1}): it may take one class of parameters, a StepContext and a CancellationToken, each once and by value");

    /// <summary>Parameters that are no class.</summary>
    public static readonly DiagnosticDescriptor NoParametersClass = Error("RWH0011", "A subcommand takes no class of parameters", "{0} is no class of parameters: use a class or record with a property for each parameter");

    /// <summary>A member that can't be read from JSON.</summary>
    public static readonly DiagnosticDescriptor Unreadable = Error("RWH0012", "A parameter can't be read from JSON", "{0} is a {1}, which can't be read from JSON: use a string, number, boolean, enum, list, dictionary with string keys, a class of these, or JsonElement");

    /// <summary>A class of parameters without an end.</summary>
    public static readonly DiagnosticDescriptor Nested = Error("RWH0013", "A class of parameters nests itself", "{0} nests {1} in itself: use JsonElement for it");

    /// <summary>Two parameters of one name.</summary>
    public static readonly DiagnosticDescriptor TwinParameters = Error("RWH0014", "Two parameters have one name", "{0} has two parameters named {1} (names match ignoring case and underscores): rename one");

    /// <summary>It is not known which constructor is meant.</summary>
    public static readonly DiagnosticDescriptor BadConstructors = Error("RWH0015", "A class of parameters can't be made", "{0} has {1} public constructors with parameters: keep one, or add one without parameters");

    /// <summary>Two start-ups.</summary>
    public static readonly DiagnosticDescriptor TwinStartups = Error("RWH0016", "A plugin has two start-ups", "{0} and {1} both implement IPluginStartup: keep one", WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>A start-up that can't be made.</summary>
    public static readonly DiagnosticDescriptor StartupConstructor = Error("RWH0017", "A start-up can't be made", "{0} implements IPluginStartup and has no public constructor without parameters: add one");

    /// <summary>A start-up that the host does not find.</summary>
    public static readonly DiagnosticDescriptor UnseenStartup = Warning("RWH0018", "The host does not find this start-up", "{0} implements IPluginStartup and is not public, so the host does not run it: make it and all classes around it public");

    /// <summary>An attribute that can't check its member.</summary>
    public static readonly DiagnosticDescriptor BadValidation = Warning("RWH0019", "An attribute can't check this parameter", "[{0}] can't check {1}, which is a {2}: it is for {3}");

    /// <summary>What nobody waits for.</summary>
    public static readonly DiagnosticDescriptor AsyncVoid = Warning("RWH0020", "A plugin's method is async void", "{0} is async void: nobody waits for it, and an exception in it ends the whole daemon: return a Task");

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotFound, BadName, TwinWorkers, NoSubcommand, RawAndSubcommands, TwinSubcommands, UnseenSubcommand, BadResult, GenericSubcommand, BadArguments,
        NoParametersClass, Unreadable, Nested, TwinParameters, BadConstructors, TwinStartups, StartupConstructor, UnseenStartup, BadValidation, AsyncVoid,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message, params string[] tags) => Rule(id, title, message, DiagnosticSeverity.Error, tags);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning, []);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity, string[] tags) => new(
        id, title, message, "ReWorkerHost", severity, isEnabledByDefault: true, $"More on {id}: docs/writing-workers.md, The analyzer's rules.", customTags: tags);
}
