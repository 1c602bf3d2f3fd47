using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Broker;
using ReWorkerHost.Configuration;
using ReWorkerHost.Fleet;
using ReWorkerHost.Http;
using ReWorkerHost.Journal;
using ReWorkerHost.Loading;
using ReWorkerHost.Management;
using ReWorkerHost.Monitoring;
using ReWorkerHost.Operations;
using ReWorkerHost.Peers;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Cli;

/// <summary><c>run</c>: the daemon.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Runs the daemon (the default). With no broker configured it starts a private RabbitMQ node.");
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using var signals = new StopSignals();
        using var reload = new ReloadSignal();
        var systemd = SystemdEnvironment.Take();
        var source = HostOptions.Settings(parsed);
        var settings = HostSettings.Read(source);
        var broker = BrokerSettings.Read(source);
        var fleet = new LiveFleetSettings(FleetSettings.Read(source, broker));
        var http = HttpSettings.Read(source);
        var monitoring = MonitoringSettings.Read(source);
        using var folder = StateLock.Take(settings.StateFolder);
        ReadyFile.Remove(settings.StateFolder); // an earlier host may have been killed
        StatusFile.Remove(settings.StateFolder);
        var threshold = new LogThreshold(settings.LogLevel);
        using var loggers = LoggerFactory.Create(logging => LogSetup.Configure(logging, settings, threshold, systemd.IsJournal));
        using var notices = new SystemdSocket(systemd.NotifySocket, loggers.CreateLogger<SystemdSocket>());
        var state = new ServiceState(notices, TimeProvider.System);
        var again = new SettingsReload(() => HostOptions.Settings(parsed), source, threshold, fleet, loggers.CreateLogger<SettingsReload>());
        var plugins = new LivePluginsFile(settings, loggers.CreateLogger<LivePluginsFile>());
        var orders = new PluginOrders(settings.StateFolder, loggers.CreateLogger<PluginOrders>());
        var journal = JournalFile.Open(settings, loggers);
        using var closing = journal as IDisposable;
        try
        {
            await using var node = broker.Host is null ? await StartNodeAsync(settings, loggers, signals.Stop).ConfigureAwait(false) : null;
            if (node is not null) broker = broker.At(node.Uri);
            await using var link = new BrokerLink(broker, TimeProvider.System, loggers.CreateLogger<BrokerLink>());
            using var host = Build(settings, fleet, plugins, orders, link, journal, node, loggers, http, monitoring, services => DaemonServices.Add(services, systemd, state, reload, again));
            await using var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(state.Stopping).ConfigureAwait(false);
            await using var hurry = signals.Hurry.Register(host.Services.GetRequiredService<PluginSupervisor>().Interrupt).ConfigureAwait(false);
            await host.RunAsync(signals.Stop).ConfigureAwait(false);
            return Environment.ExitCode;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return 0; // stopped before it was up
        }
    }

    private static Task<PrivateBroker> StartNodeAsync(HostSettings settings, ILoggerFactory loggers, CancellationToken stop) =>
        PrivateBroker.StartAsync(Path.Combine(settings.StateFolder, "broker"), TimeProvider.System, loggers.CreateLogger<PrivateBroker>(), stop);

    private static IHost Build(HostSettings settings, LiveFleetSettings fleet, LivePluginsFile plugins, PluginOrders orders, BrokerLink link, IJournal journal, PrivateBroker? node, ILoggerFactory loggers, HttpSettings http, MonitoringSettings monitoring, Action<IServiceCollection> addDaemon)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(fleet);
        builder.Services.AddSingleton(plugins);
        builder.Services.AddSingleton(orders);
        builder.Services.AddSingleton(link);
        builder.Services.AddSingleton(journal);
        var peer = PeerIdentity.Renew(settings.StateFolder);
        builder.Services.AddSingleton(new HostIdentity(settings.Name, peer.Id, TimeProvider.System.GetUtcNow()));
        builder.Services.AddSingleton<HostOverview>();
        builder.Services.AddSingleton<HostControl>();
        builder.Services.AddSingleton<IPeerAnswers, JournalAnswers>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<PeerExchange>(
            services, new PeerExchangeSettings(peer, link.Consuming, link.Publishing, $"{link.Settings.Exchange}.hosts", link.Settings.Declare)));
        builder.Services.AddSingleton<IPeers>(services => services.GetRequiredService<PeerExchange>());
        builder.Services.AddHostedService(services => services.GetRequiredService<PeerExchange>());
        builder.Services.AddSingleton<LoadContexts>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LoadContexts>());
        builder.Services.AddSingleton<PluginSupervisor>();
        builder.Services.AddSingleton<PluginControl>();
        builder.Services.AddMonitoring(monitoring);
        AddManagement(builder.Services, http);
        builder.Services.AddHostedService<StrayExceptions>();
        builder.Services.AddHostedService<StepThreads>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PluginSupervisor>());
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<ReadyAnnouncer>(services, new PrivateBrokerAddress(node?.Uri)));
        addDaemon(builder.Services);
        builder.Services.AddHostedService<FleetListener>();
        if (node is not null)
        {
            builder.Services.AddSingleton(node);
            builder.Services.AddHostedService<PrivateBrokerWatch>();
        }

        // The drain limit bounds the stop; the framework's own limit would cut it short.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromDays(2));
        return builder.Build();
    }

    /// <summary>Started before the plugins' supervisor, so that it is stopped after it: whoever looks sees the host drain.</summary>
    private static void AddManagement(IServiceCollection services, HttpSettings http)
    {
        services.AddSingleton(http);
        services.AddSingleton(HttpCertificate.Read(http));
        services.AddSingleton<LocalFleet>();
        services.AddSingleton<IFleet, BusFleet>();
        services.AddSingleton<HttpPlaces>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<OutputFeed>();
        services.AddSingleton<ReleaseOutput>();
        services.AddSingleton<StatusFeed>();
        services.AddSingleton<Views>();
        services.AddSingleton<Actions>();
        services.AddSingleton<Streams>();
        services.AddSingleton<Health>();
        services.AddSingleton<Site>();
        services.AddHostedService<ManagementServer>();
    }
}
