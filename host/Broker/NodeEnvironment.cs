using System.Globalization;

namespace ReWorkerHost.Broker;

/// <summary>The environment of a private node, which is all that <c>rabbitmq-server</c> is told.</summary>
internal static class NodeEnvironment
{
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>All variables: nothing is inherited but the search path, so that settings of the machine's own RabbitMQ stay out.</summary>
    public static Dictionary<string, string> For(BrokerFolder folder, BrokerPorts ports, NodeMark mark) => new()
    {
        [NodeMark.Variable] = mark.Value,
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? UsualPath,
        ["LC_ALL"] = "C.UTF-8",
        ["HOME"] = folder.In("home"),
        ["RABBITMQ_NODENAME"] = $"reworker-{folder.Identity}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(ports.Amqp),
        ["RABBITMQ_DIST_PORT"] = Text(ports.Distribution),
        ["ERL_EPMD_PORT"] = Text(ports.Epmd),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_MNESIA_BASE"] = folder.In("data"),
        ["RABBITMQ_LOG_BASE"] = folder.In("log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = folder.In("node.pid"),
        ["RABBITMQ_CONFIG_FILE"] = folder.ConfigurationFile,
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.PluginsFile,

        // The defaults of these are files under /etc/rabbitmq, which belong to the machine's own node.
        ["RABBITMQ_CONF_ENV_FILE"] = folder.In("no-rabbitmq-env.conf"),
        ["RABBITMQ_CONFIG_FILES"] = folder.In("no-conf.d/*.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = folder.In("no-advanced.config"),

        // Makes the script become the node instead of its parent, so that signals and exit code are the node's.
        ["RUNNING_UNDER_SYSTEMD"] = "true",

        // For every Erlang process: the node starts a short-lived second one that would listen on all interfaces.
        ["ERL_ZFLAGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["ERL_CRASH_DUMP"] = folder.In("log/erl_crash.dump"),
        ["ERL_CRASH_DUMP_BYTES"] = "5000000",
    };

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
