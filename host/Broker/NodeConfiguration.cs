namespace ReWorkerHost.Broker;

/// <summary>The private node's configuration file.</summary>
internal static class NodeConfiguration
{
    /// <summary>The file's text, in Erlang's terms.</summary>
    /// <remarks>
    /// The user is made when the data are; <c>guest</c> is not. A low disk limit lets a small machine accept messages. Connections
    /// are not logged, for the log is not bounded while the node runs.
    /// </remarks>
    public static string Text(string user, string password) =>
        $$"""
        [{rabbit, [
            {default_user, <<"{{user}}">>},
            {default_pass, <<"{{password}}">>},
            {disk_free_limit, 50000000},
            {log, [{categories, [{connection, [{level, warning}]}]}]}
        ]}].

        """;
}
