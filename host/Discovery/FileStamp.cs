namespace ReWorkerHost.Discovery;

/// <summary>What tells cheaply that a file has changed: equal stamps are taken for equal contents.</summary>
/// <param name="Target">The file that a link leads to, or <see langword="null"/> where it is no link.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Written">When it was last written, in ticks.</param>
/// <param name="Created">When it was made, in ticks: another one for a file that was moved over it.</param>
internal readonly record struct FileStamp(string? Target, long Length, long Written, long Created)
{
    /// <summary>Reads a file's stamp, through links.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        if (target is not null) file = new FileInfo(target);
        return new FileStamp(target, file.Length, file.LastWriteTimeUtc.Ticks, file.CreationTimeUtc.Ticks);
    }
}
