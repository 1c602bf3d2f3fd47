using System.Text.Json;
using OpenQA.Selenium;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>The page in a real browser, on a real daemon.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class PageTests(PageSession session) : IClassFixture<PageSession>
{
    /// <summary>The smallest contrast of any text with what it stands on.</summary>
    private const string LeastContrast = """
        const numbers = text => text.match(/[\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
        const back = element => { for (; element; element = element.parentElement) { const c = numbers(getComputedStyle(element).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
        let least = { ratio: 21 };
        for (const element of document.querySelectorAll('body *')) {
          if (!element.checkVisibility() || element.disabled || ![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())) continue;
          const [one, other] = [light(numbers(getComputedStyle(element).color)), light(back(element))];
          const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
          if (ratio < least.ratio) least = { ratio, what: element.outerHTML.slice(0, 100) };
        }
        return JSON.stringify(least);
        """;

    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("REWORKERHOST_PICTURES") is not null;
    private readonly Chromium browser = session.Browser;

    [Fact]
    public async Task A_release_is_shown_as_it_runs_on_a_wide_screen_on_a_phone_and_in_the_dark()
    {
        await session.Fsm.RunAsync("noop", "\"subcommand\": \"Noop\"");
        await session.Fsm.RunAsync("sleep", "\"subcommand\": \"Nap\", \"seconds\": 0.2");
        var go = Path.Combine(session.Daemon.Folder, "go");
        var script = $"echo Deploying version 1.2 to blue-1; echo '<b>no markup</b>'; until [ -e {go} ]; do sleep 0.05; done; echo Smoke tests pass";
        await session.Fsm.SendAsync("command", $"\"subcommand\": \"Run\", \"hosts\": [\"blue-1.example.com\"], \"cmd\": [\"bash\", \"-c\", {JsonSerializer.Serialize(script)}]");
        browser.Open(session.Daemon.Page);

        await browser.ShowsAsync("#release-state", "2 completed, 0 failed, 1 running"); // the release that runs is followed by itself
        await browser.ShowsAsync("#output", "<b>no markup</b>");
        await browser.ShowsAsync("#running", "command:Run");
        await browser.ShowsAsync("#connection", "Live");
        await ReadableAsync("page", 1280, "light");
        await ReadableAsync("page-phone", 390, "light");
        await ReadableAsync("page-dark", 1280, "dark");
        browser.Prefer("light");
        File.WriteAllText(go, "");

        await browser.ShowsAsync("#output", "Smoke tests pass");
        await browser.ShowsAsync("#release-state", "3 completed, 0 failed, 0 running");
        await session.Fsm.SendAsync("command", "\"subcommand\": \"Run\", \"cmd\": [\"bash\", \"-c\", \"exit 3\"]");
        await browser.ShowsAsync("#release-state", "3 completed, 1 failed, 0 running");
        await browser.ShowsAsync("#steps li:last-child .why", "3");
        await Eventually.HoldsAsync(() => browser.Count("#running tbody tr") == 0, "no step is shown as running");
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public async Task A_plugin_is_paused_by_keyboard_and_only_after_a_confirmation()
    {
        browser.Open(session.Daemon.Page);
        await browser.ShowsAsync("#plugins", "noop");
        await TabToAsync("Pause noop");

        browser.Press(Keys.Enter);
        Assert.Equal("confirm-no", Active("id"));
        Assert.Contains("Pause noop?", browser.Text("#confirm"), StringComparison.Ordinal);
        browser.Press(Keys.Escape);
        Assert.Equal("Pause noop", Active("ariaLabel"));
        Assert.Equal("serving", await StateAsync("noop"));

        browser.Press(Keys.Enter, Keys.Tab, Keys.Enter);

        await browser.ShowsAsync("#toast", "noop takes no new steps");
        Assert.Equal("paused", await StateAsync("noop"));
        await Eventually.HoldsAsync(() => browser.Count("button[aria-label='Resume noop']") == 1, "the row offers to resume");
        await session.Api.OrderAsync("/api/v1/plugins/noop/resume");
        await Eventually.HoldsAsync(() => browser.Count("button[aria-label='Pause noop']") == 1, "the page learns of what others order");
        Assert.Empty(browser.Complaints());
    }

    [Fact]
    public async Task What_can_not_be_done_is_said_where_it_was_confirmed()
    {
        browser.Open(session.Daemon.Page);
        await browser.ShowsAsync("#plugins", "sleep");

        browser.One("button[aria-label='More for sleep']").Click();
        browser.One("#menu-items button:nth-child(3)").Click();
        browser.One("#confirm-yes").Click();

        await browser.ShowsAsync("#confirm-error", "no earlier version of sleep is kept");
        browser.Press(Keys.Escape);
        Assert.Contains(browser.Complaints(), complaint => complaint.Contains("409", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_filter_leaves_the_plugins_and_workers_that_fit()
    {
        browser.Open(session.Daemon.Page);
        await browser.ShowsAsync("#plugin-count", "5");

        browser.One("#filter").SendKeys("FROB");

        await browser.ShowsAsync("#plugin-count", "1 of 5");
        Assert.Equal((1, 1), (browser.Count("#plugins tbody tr"), browser.Count("#workers tbody tr")));
    }

    [Fact]
    public async Task A_protected_host_asks_for_a_token_and_a_read_only_one_offers_nothing_to_change()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Install("noop");
        await daemon.StartAsync(session.Node.Uri, [.. Daemon.Served, "--set", "Http:Token=0123456789abcdef", "--set", "Http:ReadOnly=true"]);
        browser.Open(daemon.Page);
        await Eventually.HoldsAsync(() => browser.Count("#token[open]") == 1, "the page asks for a token");

        browser.Press("0123456789abcdeX", Keys.Enter);
        await browser.ShowsAsync("#token-error", "the token is none of this host's");
        browser.Press("0123456789abcdef", Keys.Enter);

        await browser.ShowsAsync("#plugins", "noop");
        await browser.ShowsAsync("#read-only", "Read-only");
        Assert.Equal(0, browser.Count("td.actions button"));
        Assert.All(browser.Complaints(), complaint => Assert.Contains("401", complaint, StringComparison.Ordinal));
    }

    private async Task ReadableAsync(string picture, int width, string scheme)
    {
        browser.Resize(width, 900);
        browser.Prefer(scheme);
        await Eventually.HoldsAsync(() => browser.Run<bool>("return matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches && innerWidth === arguments[1]", scheme, width), "the browser has the width and the scheme");
        Assert.True(browser.Run<bool>("return document.documentElement.scrollWidth <= innerWidth"), $"at {width} pixels the page is wider than the screen");
        var contrast = JsonElement.Parse(browser.Run<string>(LeastContrast));
        Assert.True(contrast.GetProperty("ratio").GetDouble() >= 4.5, $"in the {scheme} scheme: {contrast}");
        Assert.Equal(width < 600, browser.Run<string>("return getComputedStyle(document.querySelector('#plugins td')).display") == "flex");
        if (TakesPictures && scheme == "light") browser.Picture(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "images")).FullName, $"{picture}.png"), width, 1);
        browser.Resize(1280, 900);
    }

    private async Task<string?> StateAsync(string plugin) => (await session.Api.GetAsync($"/api/v1/plugins/{plugin}")).Body[0].GetProperty("state").GetString();

    private string Active(string property) => browser.Run<string>("return document.activeElement[arguments[0]] ?? ''", property);

    private Task TabToAsync(string label) => Eventually.HoldsAsync(
        () =>
        {
            browser.Press(Keys.Tab);
            return Task.FromResult(Active("ariaLabel") == label);
        },
        () => $"Tab does not lead to \"{label}\"");
}
