using System.Globalization;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>A browser without a window, with an empty profile of its own.</summary>
internal sealed class Chromium : IDisposable
{
    private readonly TemporaryFolder profile = new();
    private readonly ChromeDriverService service;
    private readonly ChromeDriver driver;

    public Chromium()
    {
        service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Find("chromedriver"))!, "chromedriver");
        service.SuppressInitialDiagnosticInformation = true;
        var options = new ChromeOptions { BinaryLocation = Find("chromium") };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--hide-scrollbars", $"--user-data-dir={profile.Path}");
        options.SetLoggingPreference(LogType.Browser, OpenQA.Selenium.LogLevel.All);
        driver = new ChromeDriver(service, options);
        Resize(1280, 900);
    }

    /// <summary>Opens a page; what the one before complained of is forgotten.</summary>
    public void Open(Uri page)
    {
        driver.Navigate().GoToUrl("about:blank");
        Complaints();
        driver.Navigate().GoToUrl(page);
    }

    public IWebElement One(string selector) => driver.FindElement(By.CssSelector(selector));

    public int Count(string selector) => driver.FindElements(By.CssSelector(selector)).Count;

    /// <summary>The text of an element as it is seen; empty where there is none.</summary>
    public string Text(string selector) => Run<string>("return document.querySelector(arguments[0])?.innerText ?? ''", selector);

    public T Run<T>(string script, params object[] arguments) => (T)driver.ExecuteScript(script, arguments)!;

    public void Press(params string[] keys)
    {
        foreach (var key in keys) driver.SwitchTo().ActiveElement().SendKeys(key);
    }

    /// <summary>Waits until the text of an element holds something.</summary>
    public Task ShowsAsync(string selector, string text) =>
        Eventually.HoldsAsync(() => Task.FromResult(Text(selector).Contains(text, StringComparison.Ordinal)), () => $"{selector} does not show \"{text}\" but \"{Text(selector)}\"");

    public void Resize(int width, int height, double scale = 1) => driver.ExecuteCdpCommand(
        "Emulation.setDeviceMetricsOverride", new Dictionary<string, object?> { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = scale, ["mobile"] = width < 600 });

    public void Prefer(string scheme) => driver.ExecuteCdpCommand(
        "Emulation.setEmulatedMedia", new Dictionary<string, object?> { ["features"] = new[] { new Dictionary<string, object?> { ["name"] = "prefers-color-scheme", ["value"] = scheme } } });

    /// <summary>Takes a picture of the page's upper part.</summary>
    public void Picture(string file, int width, double scale)
    {
        Resize(width, 1400, scale);
        driver.GetScreenshot().SaveAsFile(file);
    }

    /// <summary>What the browser complains about, such as a breach of the content security policy.</summary>
    public IReadOnlyList<string> Complaints() =>
        [.. driver.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= OpenQA.Selenium.LogLevel.Warning).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Level} {entry.Message}"))];

    public void Dispose()
    {
        driver.Dispose();
        service.Dispose();
        profile.Dispose();
    }

    private static string Find(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"There is no {program}: install the packages chromium and chromium-driver, as test.sh does.");
}
