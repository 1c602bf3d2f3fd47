using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ReWorkerHost.Tests.Plugins.HttpRequest;

/// <summary>Servers that do not answer.</summary>
public sealed class HttpRequestFailureTests
{
    [Fact]
    public async Task A_server_that_is_not_there_fails_the_step()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // nobody else gets the port, and nobody listens
        var address = $"http://{taken.LocalEndPoint}";
        await using var worker = await Asking.LoadAsync();

        Assert.StartsWith($"GET {address}/ had no answer from {address}/: Connection refused", await worker.FailureAsync("Get", address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_is_too_slow_fails_the_step(bool begins)
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            if (begins) await context.Response.WriteAsync("so far");
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var worker = await Asking.LoadAsync(null, ("timeout", 0.2));

        Assert.Equal($"GET {server.Address}/ had no whole answer within 0.2 s (plugins.httprequest.settings.timeout)", await worker.FailureAsync("Get", server.Address));
    }

    [Fact]
    public async Task A_step_that_is_cancelled_ends()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await WebServer.StartAsync(async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var worker = await Asking.LoadAsync();

        Assert.Equal(StepOutcomeKind.Cancelled, (await worker.AskAsync("Get", server.Address, cancellationToken: cancel.Token)).Kind);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_fails_the_step()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var worker = await Asking.LoadAsync();

        Assert.StartsWith($"GET {server.Address}/ had no answer from {server.Address}/: ", await worker.FailureAsync("Get", server.Address), StringComparison.Ordinal);
    }
}
