using ReWorkerHost.Abstractions;

namespace GreeterNamespace;

[Worker("greeter-queue", Description = "Greets people.")]
public sealed class GreeterClassWorker(GreeterClassOptions options) : Worker
{
    [Subcommand(Description = "Greets one person.")]
    public async Task<Greeting> Greet(GreetParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        if (parameters.Name == "nobody") throw new StepFailedException("there is nobody to greet: give another name");
        await step.Output.InfoAsync($"Greeting {parameters.Name}", cancellationToken);
        return new Greeting(string.Join(' ', Enumerable.Repeat($"{options.Greeting}, {parameters.Name}!", parameters.Times)));
    }
}
