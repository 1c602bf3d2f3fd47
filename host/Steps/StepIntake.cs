using System.Text.Json;
using ReWorkerHost.Loading;
using ReWorkerHost.Messaging;

namespace ReWorkerHost.Steps;

/// <summary>Takes a worker's deliveries and tells apart what they are: a step, an output message, a notification, or none of these.</summary>
internal sealed class StepIntake(StepEnvironment environment) : IDeliveryIntake
{
    private readonly ReplyToWarning missingReplyTo = new(environment.Logger);

    /// <inheritdoc/>
    public DeliveryIntake Receive(Delivery delivery)
    {
        var job = new JobIdentity(environment.Plugin, environment.Worker.Description.Name, Guid.NewGuid().ToString("N"), delivery.CorrelationId, delivery.ReplyTo);
        if (!BodyReader.TryRead(delivery.Body, environment.Limits, out var body, out var problem))
        {
            return new DeliveryIntake(Acceptable: false, () => new StepAnswer(environment, job).RejectAsync($"the job was rejected: {problem}"));
        }

        return environment.Worker.Description.Kind switch
        {
            WorkerKind.Output => new DeliveryIntake(Acceptable: true, () => new MessageRun(environment, job).OutputAsync(body, delivery.AppId)),
            WorkerKind.Notifications when !IsStep(body) => new DeliveryIntake(Acceptable: true, () => new MessageRun(environment, job).NotifyAsync(body)),
            _ => Step(job, body),
        };
    }

    private DeliveryIntake Step(JobIdentity job, JsonElement body)
    {
        if (job.ReplyTo is null) missingReplyTo.Say(job);
        return new DeliveryIntake(Acceptable: true, () => new StepRun(environment, job).RunAsync(body));
    }

    /// <summary>A notification has its keys at the top; a step has them in <c>parameters</c> (protocol, "Notifications").</summary>
    private static bool IsStep(JsonElement body) => body.TryGetProperty("parameters", out _);
}
