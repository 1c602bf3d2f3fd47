using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>A worker class in this process: makes one instance for each step, binds the parameters and calls the subcommand.</summary>
internal sealed class InProcessWorker : ILoadedWorker
{
    private readonly Type type;
    private readonly IServiceProvider services;
    private readonly ILogger logger;
    private readonly SubcommandSet? subcommands;

    /// <summary>Reads the worker class.</summary>
    /// <exception cref="PluginLoadException">A subcommand or a parameter of it can't work.</exception>
    public InProcessWorker(Type type, IServiceProvider services, ILoggerFactory loggers)
    {
        this.type = type;
        this.services = services;
        var documentation = new XmlDocumentation();
        subcommands = type.IsAssignableTo(typeof(Worker)) ? SubcommandSet.Read(type, documentation) : null;
        Description = WorkerDescriber.Describe(type, subcommands, documentation);
        logger = loggers.CreateLogger($"Worker.{Description.Name}");
    }

    /// <inheritdoc/>
    public WorkerDescription Description { get; }

    /// <summary>Makes the worker once, to find at load what would fail in the middle of a release.</summary>
    /// <exception cref="PluginLoadException">Its constructor failed.</exception>
    public async Task TryConstructAsync()
    {
        var outcome = await ContainAsync(_ => Task.FromResult(new StepOutcome(StepOutcomeKind.Completed)), CancellationToken.None).ConfigureAwait(false);
        if (outcome.Kind == StepOutcomeKind.Completed) return;
        throw new PluginLoadException($"its worker {Description.ClassName} can't be made: {outcome.Detail ?? outcome.Text}") { IsFault = true };
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(StepRequest request, IReadOnlyCollection<string> promised)
    {
        if (subcommands is null)
        {
            if (Description.Kind != WorkerKind.Notifications) return [$"{Description.Name} takes no steps"];
            return NotificationReader.TryRead(request.Parameters, out _, out var problem) ? [] : problem.Split("; ");
        }

        var subcommand = subcommands.Find(request.Subcommand);
        if (subcommand is null) return subcommands.TakesRawSteps ? [] : [NoSubcommand(request.Subcommand)];
        try
        {
            return subcommand.Parameters?.Check(request.Parameters, request.Dynamic, promised) ?? [];
        }
        catch (Exception exception) // the plugin's own
        {
            return [$"the worker's class of parameters fails with {exception.GetType().Name}"];
        }
    }

    /// <inheritdoc/>
    public Task<StepOutcome> ExecuteAsync(StepRequest request, IStepSink sink, CancellationToken cancellationToken)
    {
        var context = new InProcessStepContext(request, sink, logger, cancellationToken);
        return subcommands is not null
            ? ContainAsync(instance => RunAsync((Worker)instance, context, sink, cancellationToken), cancellationToken)
            : NotifyAsStepAsync(request, sink, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StepOutcome> WriteAsync(OutputMessage message, CancellationToken cancellationToken) =>
        ContainAsync(
            async instance =>
            {
                await ((OutputWorker)instance).WriteAsync(message, cancellationToken).ConfigureAwait(false);
                return new StepOutcome(StepOutcomeKind.Completed);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<StepOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken) =>
        ContainAsync(
            async instance =>
            {
                await ((NotificationWorker)instance).NotifyAsync(notification, cancellationToken).ConfigureAwait(false);
                return new StepOutcome(StepOutcomeKind.Completed);
            },
            cancellationToken);

    private async Task<StepOutcome> NotifyAsStepAsync(StepRequest request, IStepSink sink, CancellationToken cancellationToken)
    {
        if (Description.Kind != WorkerKind.Notifications) return new StepOutcome(StepOutcomeKind.Refused, Text: $"{Description.Name} takes no steps");
        if (!NotificationReader.TryRead(request.Parameters, out var notification, out var problem) || request.Problems.Count > 0)
        {
            return StepOutcome.Refuse(problem.Length > 0 ? [.. request.Problems, problem] : request.Problems);
        }

        await sink.StartedAsync(cancellationToken).ConfigureAwait(false);
        return await NotifyAsync(notification, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StepOutcome> RunAsync(Worker worker, InProcessStepContext context, IStepSink sink, CancellationToken cancellationToken)
    {
        object? parameters = null;
        var problems = new List<string>(context.Problems);
        var subcommand = subcommands!.Find(context.Subcommand);
        if (subcommand is null && !subcommands.TakesRawSteps)
        {
            problems.Add(NoSubcommand(context.Subcommand));
        }
        else if (subcommand?.Parameters is { } model)
        {
            var bound = model.Bind(context.Parameters, context.Dynamic);
            problems.AddRange(bound.Errors);
            parameters = bound.Value;
        }

        if (problems.Count > 0) return StepOutcome.Refuse(problems);
        try
        {
            worker.Validate(context, parameters);
        }
        catch (StepFailedException refusal)
        {
            return ExceptionOutcome.Of(refusal, StepOutcomeKind.Refused);
        }

        await sink.StartedAsync(cancellationToken).ConfigureAwait(false);
        var result = subcommand is null
            ? await worker.ExecuteAsync(context).ConfigureAwait(false)
            : await subcommand.InvokeAsync(worker, parameters, context, cancellationToken).ConfigureAwait(false);
        return new StepOutcome(StepOutcomeKind.Completed, ResultWriter.Write(result));
    }

    private string NoSubcommand(string given) => $"subcommand: {Description.Name} has no subcommand \"{given}\", expected one of {string.Join(", ", subcommands!.Names)}";

    /// <summary>Runs the plugin's code with a fresh instance and turns whatever it throws into an outcome.</summary>
    private async Task<StepOutcome> ContainAsync(Func<object, Task<StepOutcome>> run, CancellationToken cancellationToken)
    {
        StepOutcome? outcome = null;
        try
        {
            var scope = services.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var instance = ActivatorUtilities.CreateInstance(scope.ServiceProvider, type);
                try
                {
                    outcome = await run(instance).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    outcome = ExceptionOutcome.Of(exception, cancellationToken);
                }

                if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
                else (instance as IDisposable)?.Dispose();
            }

            return outcome;
        }
        catch (Exception exception) // of the constructor or of the clean-up, which must not hide why the step failed
        {
            return outcome is null or { Kind: StepOutcomeKind.Completed }
                ? ExceptionOutcome.Of(exception, cancellationToken)
                : outcome with { Detail = $"{outcome.Detail} Its clean-up failed too: {ExceptionOutcome.Describe(exception)}" };
        }
    }
}
