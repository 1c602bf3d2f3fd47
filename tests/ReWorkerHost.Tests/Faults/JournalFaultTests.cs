using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;
using Xunit.Abstractions;

namespace ReWorkerHost.Tests.Faults;

/// <summary>The journal's file is damaged, newer, or on a disk that is full.</summary>
[Collection("RabbitMQ")]
public sealed class JournalFaultTests(RabbitMqNode node, ITestOutputHelper output)
{
    [Theory]
    [InlineData("header")]
    [InlineData("middle")]
    [InlineData("cut")]
    [InlineData("garbage")]
    public async Task A_damaged_journal_is_set_aside_and_the_host_serves(string damage)
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        for (var number = 0; number < 200; number++) await lane.SendAsync();
        await Eventually.HoldsAsync(() => bench.Ledger.Answered == 200, "all are answered", seconds: 60);
        Assert.Equal(0, await bench.Daemon.StopAsync());
        var file = Path.Combine(bench.Daemon.State, "journal.db");
        Damage(file, damage);
        await bench.RestartAsync();
        var job = await lane.SendAsync();
        await bench.AnsweredAsync(job);

        Assert.Single(Directory.GetFiles(bench.Daemon.State, "journal.db.damaged-*"), name => !name.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal));
        await bench.Daemon.OutputHoldsAsync("is damaged");
        bench.Judge(damage);
    }

    [Fact]
    public async Task A_log_of_the_journal_that_is_cut_short_loses_no_more_than_it_held()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        for (var number = 0; number < 50; number++) await lane.SendAsync();
        await Eventually.HoldsAsync(() => bench.Ledger.Answered == 50, "all are answered", seconds: 60);
        await bench.Daemon.KillAsync();
        var log = Path.Combine(bench.Daemon.State, "journal.db-wal");
        using (var stream = new FileStream(log, FileMode.Open)) stream.SetLength(stream.Length / 2);
        await bench.RestartAsync();
        var job = await lane.SendAsync();
        await bench.AnsweredAsync(job);

        Assert.Equal("completed", job.Replies[^1].Status);
    }

    [Fact]
    public async Task A_journal_of_a_newer_host_is_refused_with_words()
    {
        await using var bench = await FaultBench.StartAsync(node);
        Assert.Equal(0, await bench.Daemon.StopAsync());
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(bench.Daemon.State, "journal.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Equal(1, await bench.Daemon.RunToEndAsync(bench.Broker));
        await bench.Daemon.OutputHoldsAsync("has version 99, and this host knows version");
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("off")]
    public async Task The_journal_may_be_fast_or_off(string mode)
    {
        await using var bench = await FaultBench.StartAsync(node, arguments: ["--set", $"Host:Journal={mode}"]);
        await using var load = await bench.LoadAsync();
        await load.AnsweredAsync(300, bench.Tail);
        if (mode == "fast") // without a journal replies are not confirmed either
        {
            bench.Proxy.Reset();
            await load.AnsweredAsync(300, bench.Tail);
            await bench.Daemon.KillAsync();
            await bench.RestartAsync();
            await load.AnsweredAsync(300, bench.Tail);
        }

        FaultReport.Write(output, $"{mode}: {await bench.JudgeAsync(load, mode)}");
        Assert.Equal(mode == "fast", File.Exists(Path.Combine(bench.Daemon.State, "journal.db")));
    }

    [SmallDiskFact]
    public async Task A_disk_that_is_full_stops_the_intake_and_costs_no_job()
    {
        using var disk = new SmallDisk(megabytes: 24);
        await using var bench = await FaultBench.StartAsync(node, arguments: ["--state", disk.Path, "--set", $"Host:LogFolder={disk.Path}/logs"], state: disk.Path);
        await using var load = await bench.LoadAsync();
        await load.AnsweredAsync(200, bench.Tail);
        for (var round = 0; round < 2; round++)
        {
            var before = bench.Daemon.Output.Length;
            disk.Fill();
            await Eventually.HoldsAsync(() => bench.Daemon.Output.IndexOf("The journal can't be written", before, StringComparison.Ordinal) >= 0, "the full disk is noticed", seconds: 60);
            disk.Free();
            await load.AnsweredAsync(200, bench.Tail);
        }

        FaultReport.Write(output, $"the disk was full: {await bench.JudgeAsync(load, "the disk was full")}");
        await bench.Daemon.OutputHoldsAsync("The journal can be written again");
    }

    private static void Damage(string file, string how)
    {
        var random = new Random(7);
        var noise = new byte[8192];
        random.NextBytes(noise);
        if (how == "garbage")
        {
            File.WriteAllBytes(file, noise);
            return;
        }

        using var stream = new FileStream(file, FileMode.Open);
        if (how == "cut") stream.SetLength(stream.Length / 2);
        stream.Position = how == "header" ? 0 : stream.Length / 2 / 4096 * 4096;
        if (how != "cut") stream.Write(noise, 0, how == "header" ? 64 : noise.Length);
    }
}
