namespace ReWorkerHost.Plugins.Sql;

/// <summary>What the parameters of every subcommand have.</summary>
internal interface IDatabaseParameters
{
    /// <summary>The database's name in the settings.</summary>
    string Database { get; }
}
