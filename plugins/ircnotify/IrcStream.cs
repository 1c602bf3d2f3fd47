using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Lines to and from the server.</summary>
internal sealed class IrcStream : IDisposable
{
    private readonly Stream stream;
    private readonly StreamReader reader;
    private readonly SemaphoreSlim writing = new(1, 1);
    private Task? reading;

    private IrcStream(Stream stream)
    {
        this.stream = stream;
        reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="IrcLostException">There is no connection.</exception>
    public static async Task<IrcStream> OpenAsync(IrcOptions options, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(options.Server, options.Port, cancellationToken).ConfigureAwait(false);
            client.NoDelay = true;
            return new IrcStream(options.Ssl ? await EncryptAsync(client.GetStream(), options, cancellationToken).ConfigureAwait(false) : client.GetStream());
        }
        catch (Exception exception)
        {
            client.Dispose();
            if (exception is SocketException or IOException or AuthenticationException) throw new IrcLostException(exception.Message);
            throw;
        }
    }

    /// <summary>The next line.</summary>
    /// <exception cref="IrcLostException">There is none.</exception>
    public Task<string> ReadAsync()
    {
        var next = ReadLineAsync();
        reading = next;
        return next;
    }

    /// <summary>Sends one line.</summary>
    /// <exception cref="IrcLostException">It can't be sent.</exception>
    /// <exception cref="ArgumentException">It would be more than one line.</exception>
    public async Task WriteAsync(string line, CancellationToken cancellationToken)
    {
        if (line.AsSpan().ContainsAny('\r', '\n', '\0')) throw new ArgumentException("A line of IRC has no line break.", nameof(line));
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Not to be cancelled: half a line would be the beginning of the next.
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new IrcLostException(exception.Message);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose()
    {
        stream.Dispose(); // a read that nobody waits for any more fails by it, which is nobody's concern
        _ = reading?.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task<string> ReadLineAsync()
    {
        try
        {
            return await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) ?? throw new IrcLostException("the server has closed the connection");
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new IrcLostException(exception.Message);
        }
    }

    private static async Task<Stream> EncryptAsync(NetworkStream plain, IrcOptions options, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(plain);
        try
        {
            var settings = new SslClientAuthenticationOptions { TargetHost = options.Server, CertificateChainPolicy = Authorities.Policy(options.Authorities) };
            await encrypted.AuthenticateAsClientAsync(settings, cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
