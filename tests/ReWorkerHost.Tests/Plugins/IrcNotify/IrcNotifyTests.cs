using System.Text;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.IrcNotify;

public sealed class IrcNotifyTests(IrcServerNode server) : IClassFixture<IrcServerNode>
{
    [Fact]
    public async Task A_message_goes_to_channels_and_people_over_one_connection()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher1", "#one");
        await using var plugin = await Telling.LoadAsync(server.Port, ("channels", new[] { "#one" }), ("nick", "bot1"));

        await plugin.TellAsync("Grüße an alle", "#one", "watcher1", "#ONE");
        await plugin.TellAsync("again", "#one");

        await watcher.SeesAsync(":again");
        Assert.Equal(["Grüße an alle", "again"], watcher.Said("#one"));
        Assert.Equal(["Grüße an alle"], watcher.Said("watcher1"));
        Assert.Single(watcher.Lines, line => line.StartsWith(":bot1!", StringComparison.Ordinal) && line.Contains(" JOIN ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_channel_that_is_not_in_the_settings_is_entered_when_it_is_told_something()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher2", "#two");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot2"));

        await plugin.TellAsync("hello", "#two");
        await watcher.SendAsync("KICK #two bot2");
        await watcher.SeesAsync(" KICK ");
        await plugin.TellAsync("here again", "#two");

        await watcher.SeesAsync(":here again");
        Assert.Equal(["hello", "here again"], watcher.Said("#two"));
    }

    [Fact]
    public async Task A_playbook_may_use_it_as_a_step()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher3", "#three");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot3"));
        var sink = new RecordingSink();

        var outcome = await plugin.RunAsync("Notify", """ "slug": "only the slug", "message": "", "phase": "started", "target": ["#three"] """, sink);

        Assert.Null(outcome.Completed());
        Assert.True(sink.Started);
        await watcher.SeesAsync(" PRIVMSG #three :only the slug");
    }

    [Fact]
    public async Task A_nickname_in_use_gives_way_to_another()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "ninechars", "#four");
        await using var first = await Telling.LoadAsync(server.Port, ("nick", "ninechars"));
        await using var second = await Telling.LoadAsync(server.Port, ("nick", "ninechars"));

        await first.TellAsync("first", "#four");
        await second.TellAsync("second", "#four");

        await watcher.SeesAsync(":ninechar_!");
        Assert.StartsWith(":ninecha_2!", await watcher.SeesAsync("PRIVMSG #four :second"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_can_not_be_told_is_named_and_the_others_are()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher5", "#five");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot5"));

        var failure = await plugin.FailAsync("hello", "nosuch", "#locked", "#quiet", "#a,b", "two words", "$*", "#x\r\nQUIT", "", "watcher5");

        Assert.Equal(
            "\"slug\" was not sent to \"#a,b\": it is neither a channel nor a nickname; \"two words\": it is neither a channel nor a nickname; \"$*\": it is neither a channel nor a nickname; " +
            "\"#x  QUIT\": it is neither a channel nor a nickname; \"\": it is neither a channel nor a nickname; " +
            "nosuch: 401 No such nick or channel name; #locked: 473 Cannot join channel (+i) -- Invited users only; #quiet: 404 Cannot send to channel (sent to 1 of 9)",
            failure);
        Assert.Equal(["hello"], watcher.Said("watcher5"));
        Assert.Equal("target: it is empty, expected channels and nicknames", await plugin.FailAsync("hello"));
    }

    [Fact]
    public async Task A_message_can_not_be_a_command()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher6", "#six");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot6"));

        await plugin.TellAsync("one\r\nQUIT :two\n\nPRIVMSG #six :three\r:four\0five\u0001VERSION\u0001\u2028six", "#six");
        await plugin.TellAsync("end", "#six");

        await watcher.SeesAsync(":end");
        Assert.Equal(["one", "QUIT :two", "PRIVMSG #six :three", ":four five VERSION", "six", "end"], watcher.Said("#six"));
        Assert.DoesNotContain(watcher.Lines, line => line.Contains(" QUIT ", StringComparison.Ordinal) && line.StartsWith(":bot6", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x", 1)]
    [InlineData("ü", 2)]
    [InlineData("☃", 3)]
    [InlineData("🚀", 4)]
    public async Task A_long_line_is_cut_between_characters_and_arrives_whole(string character, int bytes)
    {
        var channel = $"#long{bytes}";
        await using var watcher = await IrcWatcher.JoinAsync(server, $"long{bytes}", channel);
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", $"botl{bytes}"));
        var text = string.Concat(Enumerable.Repeat(character, 1200 / bytes));

        await plugin.TellAsync(text, channel);
        await plugin.TellAsync("end", channel);

        await watcher.SeesAsync(":end");
        Assert.Equal(text + "end", string.Concat(watcher.Said(channel)));
        Assert.All(watcher.Bytes, line => Assert.InRange(line.Length, 1, 512));
        Assert.True(watcher.Said(channel).Count <= 5, "the pieces are smaller than need be");
        Assert.All(watcher.Said(channel).Take(2), piece => Assert.InRange(Encoding.UTF8.GetByteCount(piece), 380, 512));
    }

    [Fact]
    public async Task A_long_message_is_cut_at_spaces_and_after_so_many_lines()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher7", "#seven");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot7"), ("max_lines", 3));

        await plugin.TellAsync(string.Join(' ', Enumerable.Repeat("seven77", 100)), "#seven");
        await plugin.TellAsync("a\nb\nc\nd\ne", "#seven");

        await watcher.SeesAsync(":... and 3 more lines");
        var said = watcher.Said("#seven");
        Assert.All(said.Take(2), piece => Assert.All(piece.Split(' '), word => Assert.Equal("seven77", word)));
        Assert.Equal(["a", "b", "... and 3 more lines"], said.Skip(2));
    }

    [Fact]
    public async Task Lines_are_kept_apart()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher8", "#eight");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot8"), ("interval", 0.2));
        await plugin.TellAsync("first", "watcher8");
        var begun = System.Diagnostics.Stopwatch.StartNew();

        await plugin.TellAsync("1\n2\n3\n4\n5\n6\n7\n8\n9", "watcher8");

        Assert.InRange(begun.Elapsed.TotalSeconds, 0.75, 15); // five of them in a row
        Assert.Equal(10, watcher.Said("watcher8").Count);
    }

    [Fact]
    public async Task A_notification_that_is_cancelled_ends()
    {
        await using var watcher = await IrcWatcher.JoinAsync(server, "watcher9", "#nine");
        await using var plugin = await Telling.LoadAsync(server.Port, ("nick", "bot9"), ("interval", 60));
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));

        var outcome = await plugin.Worker.NotifyAsync(new("slug", "1\n2\n3\n4\n5\n6\n7", "failed", ["watcher9"]), cancel.Token);

        Assert.Equal(StepOutcomeKind.Cancelled, outcome.Kind);
    }
}
