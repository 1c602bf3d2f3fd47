using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Testing;

/// <summary>
/// A worker in a test: made, asked and answered for by the host's own code, without a broker. It works with every test framework; what is
/// not as a test wants it is an exception.
/// </summary>
/// <example>
/// <code>
/// await using var worker = await WorkerHarness.CreateAsync&lt;GreeterWorker&gt;(new { greeting = "Hello" });
/// var result = await worker.RunAsync("Greet", new { name = "you" });
/// Assert.Equal("""{"text":"Hello, you!"}""", result.AssertCompleted());
/// </code>
/// </example>
public sealed class WorkerHarness : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly LogRecording log = new();
    private readonly ILoggerFactory loggers;
    private ServiceProvider? services;
    private InProcessWorker? worker;
    private bool isDisposed;

    private WorkerHarness() => loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(log));

    /// <summary>The worker's name.</summary>
    public string Name => Worker.Description.Name;

    /// <summary>The routing keys by which its queue is bound.</summary>
    public IReadOnlyList<string> Bindings => Worker.Description.Bindings;

    /// <summary>The names of its subcommands; empty for a worker that overrides <see cref="Abstractions.Worker.ExecuteAsync"/>.</summary>
    public IReadOnlyList<string> Subcommands => [.. Worker.Description.Subcommands.Select(subcommand => subcommand.Name)];

    /// <summary>What the worker and its services have logged, until now.</summary>
    public IReadOnlyList<LogLine> Log => log.Lines;

    private InProcessWorker Worker => worker ?? throw new ObjectDisposedException(nameof(WorkerHarness));

    /// <summary>
    /// Makes a worker as the host does when it loads a plugin: the <see cref="IPluginStartup"/> of the worker's assembly runs, and the
    /// worker is made once as a trial.
    /// </summary>
    /// <typeparam name="TWorker">The worker's class: a <see cref="Abstractions.Worker"/>, <see cref="OutputWorker"/> or <see cref="NotificationWorker"/>.</typeparam>
    /// <param name="settings">The plugin's <c>settings</c> in <c>plugins.json</c>: JSON text, or an object that is written as JSON. Default: none.</param>
    /// <param name="services">Registers services after the start-up, to put others in the place of the worker's. Default: none.</param>
    /// <exception cref="PluginRefusedException">The host would not load it; the text is the host's.</exception>
    public static async Task<WorkerHarness> CreateAsync<TWorker>(object? settings = null, Action<IServiceCollection>? services = null) where TWorker : class
    {
        var harness = new WorkerHarness();
        try
        {
            await harness.LoadAsync(typeof(TWorker), settings is null ? null : JsonInput.ObjectText(settings, "settings"), services).ConfigureAwait(false);
            return harness;
        }
        catch (PluginLoadException exception)
        {
            await harness.DisposeAsync().ConfigureAwait(false);
            throw new PluginRefusedException(exception.Message, exception);
        }
        catch
        {
            await harness.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a step, from the job message to the terminal reply.</summary>
    /// <param name="subcommand">The subcommand, such as <c>Greet</c>.</param>
    /// <param name="parameters">The step's own parameters: JSON text, or an object that is written as JSON. Default: none.</param>
    /// <param name="options">The rest of the job, and the worker's limits. Default: <see cref="StepOptions"/> as it is made.</param>
    /// <param name="cancellationToken">Cancels the step as the end of the host does.</param>
    /// <returns>All that would have left the host. A step that fails is a result, not an exception.</returns>
    public Task<StepResult> RunAsync(string subcommand, object? parameters = null, StepOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subcommand);
        options ??= new StepOptions();
        return new HarnessRun(Worker, options).RunAsync(JobText.Write(Name, subcommand, parameters, options), cancellationToken);
    }

    /// <summary>Runs a job message as it comes over the bus, which may be none.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="options">Its correlation id and the worker's limits; what belongs into the body is not taken from it.</param>
    /// <param name="cancellationToken">Cancels the step as the end of the host does.</param>
    public Task<StepResult> RunJobAsync(string body, StepOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new HarnessRun(Worker, options ?? new StepOptions()).RunAsync(System.Text.Encoding.UTF8.GetBytes(body), cancellationToken);
    }

    /// <summary>Hands a message to an <see cref="OutputWorker"/>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancelled when the host stops or the time-out is reached.</param>
    /// <exception cref="InvalidOperationException">The worker is none.</exception>
    public async Task<MessageResult> WriteAsync(OutputMessage message, CancellationToken cancellationToken = default)
    {
        Require(WorkerKind.Output, nameof(OutputWorker));
        return MessageResult.Of(await Task.Run(() => Worker.WriteAsync(message, cancellationToken), CancellationToken.None).ConfigureAwait(false));
    }

    /// <summary>Hands a notification to a <see cref="NotificationWorker"/>. To use it as a step, see <see cref="RunAsync"/>.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Cancelled when the host stops or the time-out is reached.</param>
    /// <exception cref="InvalidOperationException">The worker is none.</exception>
    public async Task<MessageResult> NotifyAsync(Notification notification, CancellationToken cancellationToken = default)
    {
        Require(WorkerKind.Notifications, nameof(NotificationWorker));
        return MessageResult.Of(await Task.Run(() => Worker.NotifyAsync(notification, cancellationToken), CancellationToken.None).ConfigureAwait(false));
    }

    /// <summary>Retires the plugin: its <see cref="PluginLifetime"/> ends, and its services are disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        worker = null;
        await stopping.CancelAsync().ConfigureAwait(false);
        if (services is not null) await services.DisposeAsync().ConfigureAwait(false);
        loggers.Dispose();
        stopping.Dispose();
    }

    private async Task LoadAsync(Type type, string? settings, Action<IServiceCollection>? adjust)
    {
        if (!WorkerTypes.Find(type.Assembly).Contains(type))
        {
            throw new PluginLoadException($"{type.Name} is no worker that the host finds: a worker's class is public (all classes around it too), not abstract, not generic, and derives from Worker, OutputWorker or NotificationWorker");
        }

        services = PluginServices.Build(type.Assembly, settings, loggers, adjust, stopping.Token);
        worker = (await PluginWorkers.CreateAsync([type], services, loggers).ConfigureAwait(false))[0];
    }

    private void Require(WorkerKind kind, string name)
    {
        if (Worker.Description.Kind != kind) throw new InvalidOperationException($"{Worker.Description.ClassName} is no {name}: {(kind == WorkerKind.Output ? "it takes no output" : "it takes no notifications")}, use {nameof(RunAsync)} to run a step of it.");
    }
}
