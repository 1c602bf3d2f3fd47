using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>Looks for change records and change tasks of ServiceNow, creates them, and writes down when a release began and ended.</summary>
[Worker("servicenow", Description = "Handles change records and change tasks of ServiceNow.")]
public sealed class ServicenowWorker(ServicenowOptions options, Records records) : Worker
{
    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters)
    {
        var problems = new List<string>();
        switch (parameters)
        {
            case ChangeParameters change:
                AddNumber(problems, "change_record", change.ChangeRecord);
                break;
            case TaskParameters task:
                AddNumber(problems, "change_record", task.ChangeRecord);
                AddNumber(problems, "ctask", task.Ctask);
                break;
            case TimeParameters time:
                AddNumber(problems, "change_record", time.ChangeRecord);
                if (!FieldName.IsOne(time.Environment)) problems.Add("environment: it becomes part of a field's name: expected letters, digits and _, 80 at most");
                break;
            case NewTaskParameters task:
                AddNumber(problems, "change_record", task.ChangeRecord);
                break;
        }

        if (options.Root is null) problems.Add($"no instance is named: set api_root_url, servicenow_user and servicenow_password in {ServicenowOptions.Path}");
        if (problems.Count > 0) throw new StepFailedException(string.Join("; ", problems));
    }

    /// <summary>Tells whether a change record exists.</summary>
    [Subcommand(Description = "Tells whether a change record exists.")]
    public async Task<ExistenceReport> DoesChangeRecordExist(ChangeParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        if (await IsThereAsync(options.ChangeTable, parameters.ChangeRecord, step, cancellationToken).ConfigureAwait(false)) return new ExistenceReport(true);
        return options.CreatesMissingChange ? Found(await CreateChangeAsync(step, cancellationToken).ConfigureAwait(false)) : new ExistenceReport(false);
    }

    /// <summary>Tells whether a change task exists.</summary>
    [Subcommand(Description = "Tells whether a change task exists.")]
    public async Task<ExistenceReport> DoesCTaskExist(TaskParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        if (await IsThereAsync(options.TaskTable, parameters.Ctask, step, cancellationToken).ConfigureAwait(false)) return new ExistenceReport(true);
        return options.CreatesMissingTask ? Found(await CreateTaskAsync(parameters.ChangeRecord, null, step, cancellationToken).ConfigureAwait(false)) : new ExistenceReport(false);
    }

    /// <summary>Sets the start time of an environment to the present.</summary>
    [Subcommand(Description = "Sets the start time of an environment in a change record to the present.")]
    public Task UpdateStartTime(TimeParameters parameters, StepContext step, CancellationToken cancellationToken) => SetTimeAsync("start", parameters, step, cancellationToken);

    /// <summary>Sets the end time of an environment to the present.</summary>
    [Subcommand(Description = "Sets the end time of an environment in a change record to the present.")]
    public Task UpdateEndTime(TimeParameters parameters, StepContext step, CancellationToken cancellationToken) => SetTimeAsync("end", parameters, step, cancellationToken);

    /// <summary>Creates a change record as the settings have it.</summary>
    [Subcommand(Description = "Creates a change record as the settings have it.")]
    public Task<NewRecord> CreateChangeRecord(StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return CreateChangeAsync(step, cancellationToken);
    }

    /// <summary>Creates a change task.</summary>
    [Subcommand(Description = "Creates a change task of a change record.")]
    public async Task<NewTaskReport> CreateCTask(NewTaskParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        return new NewTaskReport((await CreateTaskAsync(parameters.ChangeRecord, parameters.CtaskDescription, step, cancellationToken).ConfigureAwait(false)).Number);
    }

    private static void AddNumber(List<string> problems, string key, string number)
    {
        if (!FieldName.IsNumber(number)) problems.Add($"{key}: expected a record's number, of letters, digits, _ and -, 80 at most");
    }

    private static ExistenceReport Found(NewRecord created) => new(true, created.Number, created.Url);

    private async Task<bool> IsThereAsync(string table, string number, StepContext step, CancellationToken cancellationToken)
    {
        await step.Output.InfoAsync($"Looking for {number}", cancellationToken).ConfigureAwait(false);
        var isThere = await records.FindAsync(table, number, cancellationToken).ConfigureAwait(false) is not null;
        await step.Output.InfoAsync(isThere ? $"{number} exists" : $"{number} does not exist", cancellationToken).ConfigureAwait(false);
        return isThere;
    }

    private async Task SetTimeAsync(string kind, TimeParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        var field = $"u_{parameters.Environment}_{kind}_time";
        await step.Output.InfoAsync($"Setting {field} of {parameters.ChangeRecord}", cancellationToken).ConfigureAwait(false);
        await records.SetTimeAsync(parameters.ChangeRecord, field, cancellationToken).ConfigureAwait(false);
    }

    private async Task<NewRecord> CreateChangeAsync(StepContext step, CancellationToken cancellationToken)
    {
        var created = await records.CreateChangeAsync(cancellationToken).ConfigureAwait(false);
        await step.Output.InfoAsync($"Created the change record {created.Number}", cancellationToken).ConfigureAwait(false);
        return created;
    }

    private async Task<NewRecord> CreateTaskAsync(string change, string? description, StepContext step, CancellationToken cancellationToken)
    {
        var created = await records.CreateTaskAsync(change, description, cancellationToken).ConfigureAwait(false);
        await step.Output.InfoAsync($"Created the change task {created.Number} of {change}", cancellationToken).ConfigureAwait(false);
        return created;
    }
}
