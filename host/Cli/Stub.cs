using System.CommandLine;
using RabbitMQ.Client;
namespace ReWorkerHost.Cli;
internal sealed record BrokerAccess(IConnection Connection, string Exchange);
internal static class SubmitCommand { public static Command Create(Func<ParseResult, CancellationToken, Task<BrokerAccess>> f) => new("submit"); }
internal static class ReleaseCommand { public static Command Create(Func<ParseResult, CancellationToken, Task<BrokerAccess>> f) => new("release"); }
