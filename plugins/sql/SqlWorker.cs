using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Works with the databases that the settings name. Each step is one transaction.</summary>
[Worker("sql", Description = "Changes and asks the databases of the settings.")]
public sealed class SqlWorker(SqlOptions options, Databases databases) : Worker
{
    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (parameters is IDatabaseParameters known) new ParameterCheck(databases, step).Verify(known);
    }

    /// <summary>Makes a table.</summary>
    [Subcommand(Description = "Makes a table.")]
    public Task CreateTable(ColumnsParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, $"Made the table {parameters?.Name}", async (work, token) =>
        {
            if (await work.Session.ColumnsAsync(parameters!.Name, token).ConfigureAwait(false) is not null) throw new StepFailedException($"{work.Database} has a table \"{parameters.Name}\" already");
            await work.ExecuteAsync([work.Statements.Create(parameters.Name, parameters.Columns)], token).ConfigureAwait(false);
            return (object?)null;
        }, cancellationToken);

    /// <summary>Drops a table.</summary>
    [Subcommand(Description = "Drops a table.")]
    public Task DropTable(TableParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, $"Dropped the table {parameters?.Name}", async (work, token) =>
        {
            await work.ColumnsAsync(parameters!.Name, [], token).ConfigureAwait(false);
            await work.ExecuteAsync([TableStatements.Drop(parameters.Name)], token).ConfigureAwait(false);
            return (object?)null;
        }, cancellationToken);

    /// <summary>Adds columns to a table.</summary>
    [Subcommand(Description = "Adds columns to a table.")]
    public Task AddTableColumns(ColumnsParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, $"Added columns to {parameters?.Name}", async (work, token) =>
        {
            await work.ColumnsAsync(parameters!.Name, [], token).ConfigureAwait(false);
            await work.ExecuteAsync(work.Statements.Add(parameters.Name, parameters.Columns), token).ConfigureAwait(false);
            return (object?)null;
        }, cancellationToken);

    /// <summary>Drops columns of a table.</summary>
    [Subcommand(Description = "Drops columns of a table.")]
    public Task DropTableColumns(DropColumnsParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, $"Dropped columns of {parameters?.Name}", async (work, token) =>
        {
            await work.ColumnsAsync(parameters!.Name, parameters.Columns, token).ConfigureAwait(false);
            await work.ExecuteAsync(TableStatements.DropColumns(parameters.Name, parameters.Columns), token).ConfigureAwait(false);
            return (object?)null;
        }, cancellationToken);

    /// <summary>Alters columns of a table.</summary>
    [Subcommand(Description = "Alters columns of a table; not with SQLite.")]
    public Task AlterTableColumns(ColumnsParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, $"Altered columns of {parameters?.Name}", async (work, token) =>
        {
            await work.ColumnsAsync(parameters!.Name, parameters.Columns.Keys, token).ConfigureAwait(false);
            await work.ExecuteAsync(work.Statements.Alter(parameters.Name, parameters.Columns), token).ConfigureAwait(false);
            return (object?)null;
        }, cancellationToken);

    /// <summary>Inserts rows into a table.</summary>
    [Subcommand(Description = "Inserts rows into a table.")]
    public Task<Affected> Insert(InsertParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, $"Inserted rows into {parameters?.Name}", async (work, token) =>
        {
            var types = await work.ColumnsAsync(parameters!.Name, parameters.Rows.SelectMany(row => row.Keys).Distinct(), token).ConfigureAwait(false);
            var count = 0L;
            foreach (var row in parameters.Rows)
            {
                List<TypedValue> values = [.. row.Select(value => new TypedValue(value.Key, types[value.Key], value.Value))];
                count += await work.Session.ExecuteAsync(TableStatements.Insert(parameters.Name, row.Keys), values, token).ConfigureAwait(false);
            }

            return new Affected(count);
        }, cancellationToken);

    /// <summary>Deletes rows of a table.</summary>
    [Subcommand(Description = "Deletes the rows of a table that have some values.")]
    public Task<Affected> Delete(DeleteParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, $"Deleted rows of {parameters?.Name}", async (work, token) =>
        {
            var types = await work.ColumnsAsync(parameters!.Name, parameters.Where.Keys, token).ConfigureAwait(false);
            List<TypedValue> values =
                [.. parameters.Where.Where(value => value.Value.ValueKind != System.Text.Json.JsonValueKind.Null).Select(value => new TypedValue(value.Key, types[value.Key], value.Value))];
            return new Affected(await work.Session.ExecuteAsync(TableStatements.Delete(parameters.Name, parameters.Where), values, token).ConfigureAwait(false));
        }, cancellationToken);

    /// <summary>Carries out SQL.</summary>
    [Subcommand("ExecuteSQL", Description = "Carries out SQL of the database's own dialect.")]
    public Task<QueryResult> ExecuteSql(ExecuteParameters parameters, StepContext step, CancellationToken cancellationToken) =>
        RunAsync(parameters, step, "Carried out the SQL", (work, token) => work.Session.QueryAsync(parameters!.Sql, options.MaxRows, token), cancellationToken);

    /// <summary>Runs a step as one transaction, which is committed where nothing fails.</summary>
    private async Task<T> RunAsync<T>(IDatabaseParameters? parameters, StepContext step, string done, Func<TableWork, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        var database = databases.Find(parameters.Database)!; // as Validate has found
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        T result;
        try
        {
            var session = await databases.BeginAsync(database, limit.Token).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                result = await run(new TableWork(database, session), limit.Token).ConfigureAwait(false);
                await session.CommitAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StepFailedException($"{database}: it did not end within {options.Timeout.TotalSeconds} s ({SqlOptions.Path}.timeout), and was rolled back");
        }

        await step.Output.InfoAsync($"{done} in {database}", cancellationToken).ConfigureAwait(false);
        return result;
    }
}
