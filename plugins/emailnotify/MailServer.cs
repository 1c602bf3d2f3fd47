using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Hands one mail to the server, once.</summary>
internal sealed class MailServer(EmailOptions options)
{
    /// <summary>Sends the mail to all recipients in one transaction.</summary>
    /// <returns>Those that did not get it.</returns>
    /// <exception cref="OperationCanceledException">The notification is to end.</exception>
    public async Task<IReadOnlyList<Rejection>> SendAsync(MimeMessage mail, IReadOnlyList<MailboxAddress> recipients, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        using var client = new ReportingSmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = IsTrusted };
        var isSent = false;
        try
        {
            await OpenAsync(client, limit.Token).ConfigureAwait(false);
            await client.SendAsync(FormatOptions.Default, mail, options.From, recipients, limit.Token).ConfigureAwait(false);
            isSent = true;
            await client.DisconnectAsync(quit: true, limit.Token).ConfigureAwait(false);
            return client.Rejections;
        }
        catch (Exception) when (isSent) // it is the server's now, even if the good-bye failed
        {
            return client.Rejections;
        }
        catch (SmtpCommandException) when (client.Rejections.Count == recipients.Count)
        {
            return client.Rejections;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return All(recipients, $"no answer within {options.Timeout.TotalSeconds} s ({EmailOptions.Path}.timeout)", isTemporary: true);
        }
        catch (SmtpCommandException refusal)
        {
            return All(recipients, ReportingSmtpClient.Describe(refusal.StatusCode, refusal.Message), ReportingSmtpClient.IsTemporary(refusal.StatusCode));
        }
        catch (Exception exception) when (exception is SslHandshakeException or AuthenticationException or NotSupportedException)
        {
            return All(recipients, Reason(exception), isTemporary: false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or ProtocolException or ServiceNotConnectedException)
        {
            return All(recipients, Reason(exception), isTemporary: true);
        }
    }

    private async Task OpenAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        var security = options.Tls switch
        {
            TlsMode.Tls => SecureSocketOptions.SslOnConnect,
            TlsMode.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        await client.ConnectAsync(options.Host, options.Port, security, cancellationToken).ConfigureAwait(false);
        if (options.User is { Length: > 0 } user) await client.AuthenticateAsync(user, options.Password!, cancellationToken).ConfigureAwait(false);
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (Authorities.Policy(options.Authorities) is not { } policy || certificate is not X509Certificate2 server) return errors == SslPolicyErrors.None;
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var own = new X509Chain { ChainPolicy = policy };
        if (chain is not null) own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(element => element.Certificate).ToArray());
        return own.Build(server);
    }

    /// <summary>Why the server could not be talked to, in one line: MailKit's text on certificates has a page.</summary>
    private string Reason(Exception exception)
    {
        var text = exception switch
        {
            SslHandshakeException => "no safe connection: the server's certificate is not trusted, is another server's, or the server speaks no TLS",
            AuthenticationException => $"the server does not take smtp_user and smtp_password: {exception.Message}",
            NotSupportedException => $"the server can't do what smtp_tls or smtp_user asks for: {exception.Message}",
            _ => exception.Message,
        };
        return NotificationMail.OneLine(options.Password is { Length: > 0 } password ? text.Replace(password, "[redacted]", StringComparison.Ordinal) : text);
    }

    private static List<Rejection> All(IReadOnlyList<MailboxAddress> recipients, string reason, bool isTemporary) =>
        [.. recipients.Select(recipient => new Rejection(recipient, reason, isTemporary))];
}
