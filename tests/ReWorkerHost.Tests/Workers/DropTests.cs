using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Workers;

/// <summary>However a version comes into the folder, it is loaded once, when it is whole.</summary>
[Collection(RabbitMqNodeGroup.Name)]
public sealed class DropTests(RabbitMqNode node) : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder elsewhere = new();
    private HotDaemon host = null!;

    [Fact]
    public async Task A_folder_dropped_while_the_host_runs_serves()
    {
        await host.StartAsync();
        Directory.CreateDirectory(host.Folder);

        File.Copy(host.Compile("1"), host.Dll);

        await host.AnswersAsync("1");
        await LoadedAsync("1");
    }

    [Fact]
    public async Task A_loose_DLL_dropped_while_the_host_runs_serves()
    {
        await host.StartAsync();

        File.Copy(host.Compile("1"), Path.Combine(host.Daemon.Plugins, "hot.dll"));

        await host.AnswersAsync("1");
        await LoadedAsync("1");
    }

    [Fact]
    public async Task A_file_overwritten_in_place_is_loaded_once()
    {
        await InstallAsync();

        File.Copy(host.Compile("2"), host.Dll, overwrite: true);

        await host.AnswersAsync("2");
        await LoadedAsync("1", "2");
    }

    [Fact]
    public async Task A_file_moved_over_another_is_loaded_once()
    {
        await InstallAsync();

        host.Replace(host.Compile("2"));

        await host.AnswersAsync("2");
        await LoadedAsync("1", "2");
    }

    [Fact]
    public async Task A_file_renamed_from_a_hidden_name_is_loaded_once_and_its_hidden_part_not_at_all()
    {
        await InstallAsync();
        var hidden = Path.Combine(host.Folder, ".hot.dll.Xa3Zq");

        await File.WriteAllBytesAsync(hidden, (await File.ReadAllBytesAsync(host.Compile("2")))[..1500]);
        await host.SettleAsync();
        File.Copy(host.Compile("2"), hidden, overwrite: true);
        File.Move(hidden, host.Dll, overwrite: true);

        await host.AnswersAsync("2");
        await LoadedAsync("1", "2");
    }

    [Fact]
    public async Task A_file_that_comes_in_pieces_is_loaded_once_when_the_last_has_come()
    {
        await InstallAsync();
        var whole = await File.ReadAllBytesAsync(host.Compile("2"));

        await using (var copy = new FileStream(host.Dll, FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(400)); // longer than the host's quiet time
            foreach (var piece in whole.Chunk(whole.Length / 6))
            {
                await pace.WaitForNextTickAsync();
                Assert.Equal(["1"], host.Loads);
                await copy.WriteAsync(piece);
                await copy.FlushAsync();
            }
        }

        await host.AnswersAsync("2");
        await LoadedAsync("1", "2");
    }

    [Fact]
    public async Task Half_a_file_changes_nothing_of_what_runs_and_is_reported()
    {
        await InstallAsync();

        await File.WriteAllBytesAsync(host.Dll, (await File.ReadAllBytesAsync(host.Compile("2")))[..3000]);

        await host.ShowsAsync("reason", "damaged");
        await host.AnswersAsync("1");
        await LoadedAsync("1");
    }

    [Fact]
    public async Task Files_that_editors_and_copying_programs_use_on_the_way_load_nothing()
    {
        await InstallAsync();

        foreach (var name in new[] { "hot.dll~", ".#hot.dll", "#hot.dll#", "hot.dll.tmp", "hot.dll.part", "hot.dll.filepart", ".hot.dll.swp", "hot.dll.bak" })
        {
            File.Copy(host.Compile("2"), Path.Combine(host.Folder, name));
        }

        await host.SettleAsync();
        await LoadedAsync("1");
    }

    [Fact]
    public async Task A_link_to_a_folder_that_is_turned_to_another_is_loaded_once()
    {
        Version("one", "1");
        Version("two", "2");
        Directory.CreateSymbolicLink(host.Folder, elsewhere["one"]);
        await host.StartAsync();

        using var link = Process.Start("ln", ["-sfn", elsewhere["two"], host.Folder]); // both versions have the same length and the same times
        await link.WaitForExitAsync();

        await host.AnswersAsync("2");
        await LoadedAsync("1", "2");
    }

    [Fact]
    public async Task A_link_to_a_file_that_is_turned_to_another_is_loaded_once()
    {
        Version("one", "1");
        Version("two", "2");
        Directory.CreateDirectory(host.Folder);
        File.CreateSymbolicLink(host.Dll, elsewhere["one", "hot.dll"]);
        await host.StartAsync();

        File.CreateSymbolicLink(host.Dll + ".part", elsewhere["two", "hot.dll"]);
        File.Move(host.Dll + ".part", host.Dll, overwrite: true);

        await host.AnswersAsync("2");
        await LoadedAsync("1", "2");
    }

    [Fact]
    public async Task A_change_that_no_event_tells_of_is_found_by_the_regular_look()
    {
        Version("one", "1");
        Directory.CreateSymbolicLink(host.Folder, elsewhere["one"]);
        await host.StartAsync();

        File.Copy(host.Compile("2"), elsewhere["one", "hot.dll"], overwrite: true); // outside of the folder that is listened to

        await host.AnswersAsync("2");
        await LoadedAsync("1", "2");
    }

    [Fact]
    public async Task A_plugin_with_files_of_its_own_is_replaced_when_one_of_them_changes()
    {
        await InstallAsync();

        await File.WriteAllTextAsync(Path.Combine(host.Folder, "table.csv"), "a;b");

        await Eventually.HoldsAsync(() => host.Loads.Count == 2, "it is loaded with its new file");
        await LoadedAsync("1", "1");
    }

    public async Task InitializeAsync() => host = await HotDaemon.PrepareAsync(node);

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => elsewhere.Dispose();

    private async Task InstallAsync()
    {
        Directory.CreateDirectory(host.Folder);
        File.Copy(host.Compile("1"), host.Dll);
        await host.StartAsync();
    }

    private async Task LoadedAsync(params string[] versions)
    {
        await host.SettleAsync();
        Assert.Equal(versions, host.Loads);
    }

    private void Version(string folder, string version)
    {
        Directory.CreateDirectory(elsewhere[folder]);
        File.Copy(host.Compile(version), elsewhere[folder, "hot.dll"]);
        File.SetLastWriteTimeUtc(elsewhere[folder, "hot.dll"], DateTime.UnixEpoch.AddDays(20000));
    }
}
