using Microsoft.Extensions.Configuration;
using ReWorkerHost.Plugins.Settings;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>Reads and checks the plugin's settings; says everything that is wrong with them at once, and no password.</summary>
internal sealed class OptionsReader
{
    private const string FieldValue = "a text, a number, true, false or null";
    private const string TableName = "a table's name, of letters, digits and _";
    private static readonly string[] Units = ["weeks", "days", "hours", "minutes", "seconds"];
    private static readonly string[] Credentials = ["servicenow_user", "servicenow_password"];
    private static readonly string[] Known =
    [
        "api_root_url", "api_import_url", "servicenow_user", "servicenow_password", "change_table", "task_table", "auto_create_change_if_missing", "auto_create_c_task_if_missing",
        "change_record_payload", "c_task_payload", "start_date_diff", "end_date_diff", "timeout", "ca_file", "proxy",
    ];

    private readonly SettingsReader reader = new(ServicenowOptions.Path);

    private OptionsReader()
    {
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidDataException">Some of them can't work; the text names each by its key.</exception>
    public static ServicenowOptions Read(IConfiguration settings)
    {
        var options = new OptionsReader();
        var reader = options.reader;
        var defaults = new ServicenowOptions();
        reader.Expect(settings, Known);
        var read = new ServicenowOptions
        {
            Root = options.ReadUrl(settings.GetSection("api_root_url")),
            Import = options.ReadUrl(settings.GetSection("api_import_url")),
            User = reader.Text(settings.GetSection("servicenow_user"), "a user's name") ?? "",
            Password = reader.Text(settings.GetSection("servicenow_password"), "the user's password") ?? "",
            ChangeTable = reader.Text(settings.GetSection("change_table"), TableName, FieldName.IsOne) ?? defaults.ChangeTable,
            TaskTable = reader.Text(settings.GetSection("task_table"), TableName, FieldName.IsOne) ?? defaults.TaskTable,
            CreatesMissingChange = reader.Flag(settings.GetSection("auto_create_change_if_missing")),
            CreatesMissingTask = reader.Flag(settings.GetSection("auto_create_c_task_if_missing")),
            ChangePayload = options.ReadPayload(settings.GetSection("change_record_payload")),
            TaskPayload = options.ReadPayload(settings.GetSection("c_task_payload")),
            StartAfter = options.ReadSpan(settings.GetSection("start_date_diff")),
            EndAfter = options.ReadSpan(settings.GetSection("end_date_diff")),
            Timeout = reader.Seconds(settings.GetSection("timeout"), defaults.Timeout),
            Authorities = Authorities.Read(reader, settings.GetSection("ca_file")),
            UsesProxy = reader.Choice(settings.GetSection("proxy"), "none", "environment") == "environment",
        };
        options.CheckTogether(settings, read);
        reader.Conclude();
        return read;
    }

    private void CheckTogether(IConfiguration settings, ServicenowOptions read)
    {
        if (read.Root is not null)
        {
            foreach (var key in Credentials.Where(key => !settings.GetSection(key).Exists()))
            {
                reader.Refuse(settings.GetSection(key), "it is missing, and api_root_url is of no use without it");
            }
        }

        if (read.StartAfter is null != read.EndAfter is null) reader.Refuse(settings.GetSection("end_date_diff"), "start_date_diff and end_date_diff belong together: give both or none");
        else if (read.EndAfter <= read.StartAfter) reader.Refuse(settings.GetSection("end_date_diff"), "expected more than start_date_diff");
    }

    private Uri? ReadUrl(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        var isUrl = Uri.TryCreate(section.Value, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
        // The password is sent with each request.
        if (isUrl && (url!.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))) return new Uri(url.AbsoluteUri.TrimEnd('/'));
        reader.Refuse(section, "expected an address with https, without user, password and query (http only on this machine)");
        return null;
    }

    private Dictionary<string, string> ReadPayload(IConfigurationSection section)
    {
        var payload = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in reader.Members(section, FieldValue))
        {
            if (!FieldName.IsOne(field.Key)) reader.Refuse(field, "expected a field's name, of letters, digits and _");
            else if (field.GetChildren().Any()) reader.Refuse(field, $"expected {FieldValue}");
            else if (!string.IsNullOrEmpty(field.Value)) payload[field.Key] = field.Value; // null is what the table itself makes of a field that is left out
        }

        return payload;
    }

    private TimeSpan? ReadSpan(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        reader.Expect(section, Units);
        var seconds = 0.0;
        foreach (var unit in section.GetChildren())
        {
            var number = reader.Number(unit, "a number", -1_000_000.0, 1_000_000.0) ?? 0;
            seconds += number * (unit.Key.ToLowerInvariant() switch { "weeks" => 604800, "days" => 86400, "hours" => 3600, "minutes" => 60, _ => 1 });
        }

        return TimeSpan.FromSeconds(seconds);
    }
}
