using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Journal;

/// <summary>
/// The journal in a SQLite file (WAL). One thread writes; all changes that wait are one commit. Where the file can't be written the
/// journal says so, accepts nothing, and goes on when it can.
/// </summary>
internal sealed class SqliteJournal : IJournal, IDisposable
{
    private const int LargestCommit = 512;

    /// <summary>After a commit of more changes than this the next one waits a moment for more: each costs an fsync.</summary>
    private const int Many = 16;
    private static readonly TimeSpan Lazy = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Lull = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenPrunes = TimeSpan.FromSeconds(20);
    private readonly JournalDatabase database;
    private readonly JournalLimits limits;
    private readonly TimeProvider time;
    private readonly object gate = new();
    private readonly Thread writer;
    private readonly Settlements settlements;
    private readonly JournalHealth health;
    private List<JournalWrite> waiting = [];
    private bool isUrgent;
    private bool isGathering;
    private bool isStopping;
    private int taken;

    private SqliteJournal(JournalDatabase database, JournalLimits limits, TimeProvider time, ILogger logger)
    {
        this.database = database;
        this.limits = limits;
        this.time = time;
        health = new JournalHealth(logger);
        settlements = new Settlements(time);
        Unfinished = database.ReadUnfinished();
        Unsettled = new UnsettledAcknowledgements(time, Settle);
        foreach (var entry in database.ReadUnsettled()) Unsettled.Add(entry, () => true);
        foreach (var entry in database.ReadTakeovers(time.GetUtcNow() - TimeSpan.FromDays(1))) Takeovers.Add(entry);
        writer = new Thread(Write) { IsBackground = true, Name = "journal" };
    }

    /// <inheritdoc/>
    public IReadOnlyList<JournalEntry> Unfinished { get; }

    /// <inheritdoc/>
    public UnsettledAcknowledgements Unsettled { get; }

    /// <inheritdoc/>
    public Takeovers Takeovers { get; } = new();

    /// <inheritdoc/>
    public bool IsKept => true;

    /// <inheritdoc/>
    public string? Problem => health.Problem;

    /// <summary>Opens the journal. A file that is damaged is set aside, and what was in it is lost.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static SqliteJournal Open(string path, JournalMode mode, JournalLimits limits, TimeProvider time, ILogger logger)
    {
        var journal = new SqliteJournal(JournalDatabase.OpenOrSetAside(path, mode, time, logger), limits, time, logger);
        journal.writer.Start();
        return journal;
    }

    /// <inheritdoc/>
    public Task HealthyAsync(CancellationToken cancellationToken) => health.HealthyAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task AcceptAsync(JournalEntry entry)
    {
        if (health.Problem is { } now) throw new JournalUnavailableException(now);
        try
        {
            await AddAsync(JournalWrite.Urgent(file => file.Accept(entry), mayFail: true)).ConfigureAwait(false);
            if (entry.IsRedelivered) Takeovers.Add(entry);
        }
        catch (JournalUnavailableException)
        {
            Withdraw(entry); // a commit that failed may have been made all the same
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DecideAsync(JournalEntry entry, JobOutcome outcome, byte[] reply)
    {
        var isFirst = false;
        var at = time.GetUtcNow();
        // Where a commit failed and was made all the same, the second attempt finds its own decision.
        await AddAsync(JournalWrite.Urgent(file => isFirst |= file.Decide(entry.Row, outcome, reply, at, settlements.Include(entry)), mayFail: false)).ConfigureAwait(false);
        return isFirst;
    }

    /// <inheritdoc/>
    public void Finish(JournalEntry entry, JobState state)
    {
        var at = time.GetUtcNow();
        AddAsync(JournalWrite.Lazy(file => file.Finish(entry.Row, state, at)));
    }

    /// <inheritdoc/>
    public void Withdraw(JournalEntry entry)
    {
        Unsettled.Remove(entry);
        AddAsync(JournalWrite.Lazy(file => file.Withdraw(entry.Row, entry.Id)));
    }

    /// <inheritdoc/>
    public Task KeepAsync(JournalEntry entry) => AddAsync(JournalWrite.Urgent(file => file.Keep(entry.Row), mayFail: false));

    /// <inheritdoc/>
    public async Task<int> CountReturnsAsync(JobKey key)
    {
        var count = 0;
        await AddAsync(JournalWrite.Urgent(file => count = file.CountReturns(key), mayFail: false)).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc/>
    public void Settle(JournalEntry entry)
    {
        if (!settlements.TryAdd(entry)) AddAsync(Settlement(entry));
    }

    /// <summary>Writes what waits and closes the file.</summary>
    public void Dispose()
    {
        Unsettled.SettleOpen();
        lock (gate)
        {
            isStopping = true;
            Monitor.Pulse(gate);
        }

        writer.Join();
        database.Dispose();
    }

    private Task AddAsync(JournalWrite write)
    {
        lock (gate)
        {
            waiting.Add(write);
            isUrgent |= write.IsUrgent;
            if (write.IsUrgent && !isGathering) Monitor.Pulse(gate);
        }

        return write.Done?.Task ?? Task.CompletedTask;
    }

    private static JournalWrite Settlement(JournalEntry entry) => JournalWrite.Lazy(file => file.Settle(entry.Row));

    private void Write()
    {
        var sweptAt = time.GetTimestamp();
        var prunedAt = time.GetTimestamp();
        var batch = new List<JournalWrite>();
        while (Take(batch))
        {
            // Nothing waits that would show that the file can be written again, so a change that changes nothing does.
            if (health.Problem is not null && batch.Count == 0) batch.Add(JournalWrite.Lazy(file => file.Settle(-1)));
            if (batch.Count > 0) Store(batch);
            if (time.GetElapsedTime(sweptAt) > BetweenSweeps)
            {
                sweptAt = time.GetTimestamp();
                Unsettled.Sweep();
            }

            if (time.GetElapsedTime(prunedAt) < BetweenPrunes) continue;
            prunedAt = time.GetTimestamp();
            batch.Add(JournalWrite.Urgent(file => file.Prune(time.GetUtcNow() - limits.Keep, limits.MostRows), mayFail: true));
        }

        foreach (var write in batch) write.Done?.TrySetException(new JournalUnavailableException("the host stops, and the journal still can't be written"));
    }

    /// <summary>Waits for changes and adds them to those that could not be stored yet.</summary>
    /// <returns>The journal goes on.</returns>
    private bool Take(List<JournalWrite> batch)
    {
        lock (gate)
        {
            if (health.Problem is not null) Monitor.Wait(gate, BetweenAttempts);
            else if (taken > Many && !isStopping) Gather();
            else if (!isUrgent && !isStopping && batch.Count == 0) Monitor.Wait(gate, waiting.Count > 0 ? Lazy : taken > 0 ? Lull : BetweenSweeps);
            batch.AddRange(settlements.Take(isStopping).Select(Settlement));
            var count = Math.Clamp(LargestCommit - batch.Count, 0, waiting.Count);
            batch.AddRange(waiting.GetRange(0, count));
            waiting.RemoveRange(0, count);
            isUrgent = waiting.Exists(write => write.IsUrgent);
            taken = batch.Count;
            return !isStopping || (batch.Count > 0 && health.Problem is null);
        }
    }

    /// <summary>Waits a moment for more changes. Those who add some don't end it.</summary>
    private void Gather()
    {
        isGathering = true;
        Monitor.Wait(gate, Gathering);
        isGathering = false;
    }

    /// <summary>Commits a batch. Where that fails, what may fail is given up and the rest stays in the batch.</summary>
    private void Store(List<JournalWrite> batch)
    {
        try
        {
            database.Begin();
            foreach (var write in batch) write.Apply(database);
            database.Commit(batch.Count);
        }
        catch (SqliteException exception)
        {
            Fail(exception);
            foreach (var write in batch.Where(write => write.MayFail)) write.Done!.TrySetException(new JournalUnavailableException(exception.Message));
            batch.RemoveAll(write => write.MayFail);
            return;
        }

        health.Recover();
        foreach (var write in batch) write.Done?.TrySetResult();
        batch.Clear();
    }

    private void Fail(SqliteException exception)
    {
        try
        {
            database.Rollback();
        }
        catch (SqliteException)
        {
            // SQLite has undone it already, as it does where the disk is full.
        }

        health.Fail(exception.Message);
    }
}
