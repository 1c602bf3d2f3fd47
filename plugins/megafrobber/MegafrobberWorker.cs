using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Megafrobber;

/// <summary>The tutorial's worker: it frobs things, which passes or fails at random, as frobbing does.</summary>
[Worker("megafrobber", Description = "Frobs things.")]
public sealed class MegafrobberWorker(ILogger<MegafrobberWorker> logger) : Worker
{
    /// <summary>Frobs one thing.</summary>
    /// <exception cref="StepFailedException">It could not be frobbed, or was told to fail.</exception>
    [Subcommand(Description = "Frobs one thing; passes or fails at random unless told the outcome.")]
    public async Task<FrobReport> Frob(FrobParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        await step.Output.InfoAsync($"Frobbing {parameters.Thing}", cancellationToken).ConfigureAwait(false);
        if (!Passes(parameters.Outcome))
        {
            await step.Output.ErrorAsync($"{parameters.Thing} can't be frobbed", cancellationToken).ConfigureAwait(false);
            throw new StepFailedException($"{parameters.Thing} can't be frobbed: try again, or set outcome to pass");
        }

        for (var time = 1; time <= parameters.Times; time++)
        {
            await step.Output.DebugAsync($"Frobbed {parameters.Thing}, {time} of {parameters.Times}", cancellationToken).ConfigureAwait(false);
        }

        logger.LogInformation("Frobbed {Thing} {Times} times", parameters.Thing, parameters.Times);
        await step.Output.InfoAsync($"{parameters.Thing} is frobbed", cancellationToken).ConfigureAwait(false);
        return new FrobReport(parameters.Thing, parameters.Times);
    }

    private static bool Passes(FrobOutcome outcome) =>
        outcome == FrobOutcome.Pass || (outcome == FrobOutcome.Random && Random.Shared.Next(2) == 0);
}
