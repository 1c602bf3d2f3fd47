using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>The endpoints that tell what happens as it happens, as server-sent events.</summary>
internal sealed class Streams(StatusFeed status, ReleaseOutput output, HttpSettings settings, TimeProvider time) : IDisposable
{
    private const int MostStreams = 100;
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stop = new();
    private int open;

    /// <summary>Adds them.</summary>
    public void MapTo(RouteGroupBuilder api)
    {
        api.MapGet("/events", (Delegate)EventsAsync)
            .Describe("Events", "What changes", "Server-sent events: first `snapshot` with all hosts, then `change` with the hosts, plugins and running jobs that have changed, twice a second at most.")
            .Produces(200, contentType: "text/event-stream").ProducesProblem(503);
        api.MapGet("/releases/{correlationId}/output", OutputAsync)
            .Describe("Events", "The output of a release", "Server-sent events: first `known` with the lines that are kept, then `lines` with those that come, of every worker on the bus; `problem` where they can't be seen.")
            .Produces(200, contentType: "text/event-stream").ProducesProblem(503);
    }

    /// <summary>Ends all streams: the host stops.</summary>
    public Task EndAsync() => stop.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private Task EventsAsync(HttpContext context)
    {
        context.Hosts();
        return StreamAsync(context, async (stream, cancellationToken) =>
        {
            var told = await status.LookAsync(cancellationToken).ConfigureAwait(false);
            await stream.SendAsync("snapshot", new { settings.ReadOnly, Caller = context.Caller().Name, told.Hosts }, cancellationToken).ConfigureAwait(false);
            var last = time.GetTimestamp();
            while (true)
            {
                await Task.Delay(StatusFeed.BetweenLooks, time, cancellationToken).ConfigureAwait(false);
                var now = await status.LookAsync(cancellationToken).ConfigureAwait(false);
                var change = now.Since(told);
                told = now;
                if (change is not null) await stream.SendAsync("change", change, cancellationToken).ConfigureAwait(false);
                else if (time.GetElapsedTime(last) > BetweenBeats) await stream.BeatAsync(cancellationToken).ConfigureAwait(false);
                else continue;
                last = time.GetTimestamp();
            }
        });
    }

    private Task OutputAsync(HttpContext context, [FromRoute] string correlationId)
    {
        context.Hosts();
        return StreamAsync(context, async (stream, cancellationToken) =>
        {
            var (watcher, known) = await output.BeginAsync(correlationId, cancellationToken).ConfigureAwait(false);
            try
            {
                var isNew = output.Newness(known, time.GetUtcNow());
                await stream.SendAsync("known", new { Lines = known }, cancellationToken).ConfigureAwait(false);
                await FollowAsync(stream, watcher, isNew, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await output.EndAsync(watcher).ConfigureAwait(false);
            }
        });
    }

    private async Task FollowAsync(EventStream stream, OutputWatcher watcher, Func<ReleaseLine, bool> isNew, CancellationToken cancellationToken)
    {
        string? problem = null;
        while (true)
        {
            if (output.Problem != problem)
            {
                problem = output.Problem;
                await stream.SendAsync("problem", new { Text = problem ?? "" }, cancellationToken).ConfigureAwait(false);
            }

            if (!await HasLinesAsync(watcher, cancellationToken).ConfigureAwait(false))
            {
                await stream.BeatAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            await Task.Delay(Gathering, time, cancellationToken).ConfigureAwait(false);
            var lines = new List<ReleaseLine>();
            while (watcher.Lines.TryRead(out var line))
            {
                if (isNew(line)) lines.Add(line);
            }

            if (lines.Count > 0) await stream.SendAsync("lines", new { Lines = lines, Dropped = watcher.TakeDropped() }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> HasLinesAsync(OutputWatcher watcher, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(BetweenBeats);
        try
        {
            return await watcher.Lines.WaitToReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Streams until the client goes or the host stops.</summary>
    private async Task StreamAsync(HttpContext context, Func<EventStream, CancellationToken, Task> send)
    {
        if (Interlocked.Increment(ref open) > MostStreams)
        {
            Interlocked.Decrement(ref open);
            throw new RequestException(StatusCodes.Status503ServiceUnavailable, $"{MostStreams} streams are open already: close one");
        }

        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop.Token);
            try
            {
                var stream = await EventStream.BeginAsync(context, either.Token).ConfigureAwait(false);
                await send(stream, either.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (either.IsCancellationRequested && exception is OperationCanceledException or IOException)
            {
                return; // which ends the answer in order
            }
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }
}
