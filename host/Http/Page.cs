using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ReWorkerHost.Http;

/// <summary>The page. Its files are in the program.</summary>
internal static class Page
{
    private static readonly Dictionary<string, (string File, string Type)> Files = new()
    {
        ["/"] = ("index.html", "text/html; charset=utf-8"),
        ["/page.js"] = ("page.js", "text/javascript; charset=utf-8"),
        ["/page.css"] = ("page.css", "text/css; charset=utf-8"),
        ["/icon.svg"] = ("icon.svg", "image/svg+xml"),
    };

    /// <summary>Adds it.</summary>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        foreach (var (path, (file, type)) in Files)
        {
            var content = Read(file);
            routes.MapGet(path, () => Results.Bytes(content, type)).ExcludeFromDescription();
        }
    }

    private static byte[] Read(string file)
    {
        using var resource = typeof(Page).Assembly.GetManifestResourceStream($"wwwroot/{file}") ?? throw new InvalidOperationException($"The program lacks {file}: build it anew.");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
