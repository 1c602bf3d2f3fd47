namespace ReWorkerHost.Abstractions;

/// <summary>
/// A worker: it takes the steps of one queue. Derive from it, and mark the methods that carry out a subcommand with
/// <see cref="SubcommandAttribute"/>; or override <see cref="ExecuteAsync"/> to take every step as JSON.
/// </summary>
/// <remarks>
/// <para>The host makes one instance for each step, from the plugin's own service provider, and disposes it afterwards if it is
/// <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>. What outlives a step belongs in a service that
/// <see cref="IPluginStartup"/> registers.</para>
/// <para>A worker owes the host three things: it heeds its cancellation token, it throws <see cref="StepFailedException"/> where the
/// release engineer should read why, and it leaves nothing running when its token has been cancelled and it has been disposed.</para>
/// </remarks>
public abstract class Worker
{
    /// <summary>
    /// Says no to a step before it begins. Called after the parameters were bound and checked, and before <c>started</c> is
    /// sent: a step refused here is answered with <c>failed</c> alone. The default accepts every step.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="parameters">The bound parameters object, or <see langword="null"/> where the subcommand takes none.</param>
    /// <exception cref="StepFailedException">The step is refused; the text becomes the reply's <c>data</c>.</exception>
    public virtual void Validate(StepContext step, object? parameters)
    {
    }

    /// <summary>
    /// Takes a whole step. Override it for a worker that reads the JSON itself; a worker that overrides it has no
    /// <see cref="SubcommandAttribute"/> methods. The default is never called by the host.
    /// </summary>
    /// <param name="step">The step, with its parameters as JSON.</param>
    /// <returns>The <c>data</c> of the <c>completed</c> reply, or <see langword="null"/> for none.</returns>
    /// <exception cref="StepFailedException">The step failed; the text becomes the reply's <c>data</c>.</exception>
    public virtual Task<object?> ExecuteAsync(StepContext step) =>
        throw new NotSupportedException($"{GetType().Name} does not override {nameof(ExecuteAsync)}; the host calls its subcommands.");
}
