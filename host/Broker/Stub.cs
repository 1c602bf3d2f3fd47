using Microsoft.Extensions.Logging;
namespace ReWorkerHost.Broker;
internal sealed class PrivateBrokerException(string m) : Exception(m);
#pragma warning disable
internal sealed class PrivateBroker : IAsyncDisposable
{
    public static Task<PrivateBroker> StartAsync(string folder, TimeProvider time, ILogger logger, CancellationToken ct) => throw new PrivateBrokerException("stub");
    public string Uri => ""; public Task<int> Exited => Task.FromResult(0); public string LogFile => "";
    public ValueTask DisposeAsync() => default;
}
