using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>git's own server for http, <c>git http-backend</c>, behind a web server that wants a user and a password.</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private GitHttpServer(WebApplication application) => this.application = application;

    /// <summary>Its address, such as <c>http://127.0.0.1:4711</c>.</summary>
    public string Address => application.Urls.Single();

    /// <summary>Its host and port.</summary>
    public string Authority => new Uri(Address).Authority;

    /// <summary>Starts one for the bare repositories below a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="user">Who may come in.</param>
    /// <param name="password">With which password.</param>
    public static async Task<GitHttpServer> StartAsync(string root, string user, string password)
    {
        var wanted = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
        var application = LoopbackServer.Create(context => AnswerAsync(context, root, user, wanted));
        await application.StartAsync();
        return new GitHttpServer(application);
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, string root, string user, string wanted)
    {
        if (context.Request.Path.StartsWithSegments("/hanging"))
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        else if (context.Request.Path.StartsWithSegments("/moved", out var rest))
        {
            context.Response.Redirect($"{rest}{context.Request.QueryString}");
        }
        else if (context.Request.Headers.Authorization != wanted)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
        }
        else
        {
            await RunBackendAsync(context, root, user);
        }
    }

    private static async Task RunBackendAsync(HttpContext context, string root, string user)
    {
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var request = context.Request;
        start.Environment["GIT_PROJECT_ROOT"] = root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["REQUEST_METHOD"] = request.Method;
        start.Environment["PATH_INFO"] = request.Path;
        start.Environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?');
        start.Environment["CONTENT_TYPE"] = request.ContentType;
        start.Environment["REMOTE_USER"] = user;
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding;
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"];
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        start.Environment["CONTENT_LENGTH"] = body.Length.ToString(CultureInfo.InvariantCulture);
        using var backend = Process.Start(start)!;
        using var answer = new MemoryStream();
        var reading = backend.StandardOutput.BaseStream.CopyToAsync(answer);
        await backend.StandardInput.BaseStream.WriteAsync(body.ToArray());
        backend.StandardInput.Close();
        await reading;
        await backend.WaitForExitAsync();
        await WriteAsync(context.Response, answer.ToArray());
    }

    private static async Task WriteAsync(HttpResponse response, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
        {
            var header = line.Split(": ", 2);
            if (header[0] == "Status") response.StatusCode = int.Parse(header[1].Split(' ')[0], CultureInfo.InvariantCulture);
            else response.Headers[header[0]] = header[1];
        }

        await response.Body.WriteAsync(answer.AsMemory(end + 4));
    }
}
