using System.Diagnostics;
using RabbitMQ.Client.Exceptions;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The tutorial's worker in Python, at a real broker, with a state machine that doesn't know what it talks to.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class PythonWorkerTests(RabbitMqNode node)
{
    private const string Queue = "worker.shouter";
    private static readonly string Program = Path.Combine(Repository.Root, "tests", "fixtures", "python", "shouter.py");

    [Fact]
    public void It_is_the_program_that_the_tests_run() =>
        Assert.Equal(File.ReadAllText(Program), Assert.Single(new Document("docs/writing-workers.md").Blocks("python")));

    [Fact]
    public async Task It_answers_as_the_protocol_wants_it()
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Program, node.Uri]) { RedirectStandardError = true })!;
        try
        {
            await using var fsm = await Fsm.ConnectAsync(node.Uri);
            await Eventually.HoldsAsync(() => IsConsumedAsync(Queue), () => "the worker in Python does not consume; needs python3-pika");

            Assert.Equal(["""{"status": "started"}""", """{"status": "completed", "data": "HELLO"}"""], await fsm.RunAsync("shouter", """ "subcommand": "Shout", "text": "hello" """));
            Assert.StartsWith("""{"status": "failed", "data": """, Assert.Single(await fsm.RunAsync("shouter", """ "subcommand": "Shout" """)), StringComparison.Ordinal);
        }
        finally
        {
            python.Kill();
            await python.WaitForExitAsync();
            await Fsm.DeleteQueuesAsync(node.Uri, Queue);
        }
    }

    private async Task<bool> IsConsumedAsync(string queue)
    {
        await using var connection = await node.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).ConsumerCount > 0;
        }
        catch (OperationInterruptedException) // there is no such queue yet
        {
            return false;
        }
    }
}
