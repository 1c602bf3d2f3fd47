using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Cli;

/// <summary>The command <c>describe</c>, and what it reads in the XML documentation beside a plugin.</summary>
public sealed class DescribeCommandTests : IDisposable
{
    private readonly Commands commands = new();

    public void Dispose() => commands.Dispose();

    [Fact]
    public async Task Descriptions_come_from_attributes_and_else_from_the_XML_documentation()
    {
        var (code, output, error) = await commands.InstallFixture("documented").InvokeAsync("describe");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            """
            painterworker  Paints Walls with a brush; see Colour.
              queue worker.painterworker, bound by worker.painterworker
              painterworker:Paint  Paints one wall & lets it dry.
                colour: one of snow_white, green, required. The colour, one of Colour. Not null.
                  snow_white: As snow is.
                coats: a whole number, default 1, 1 to 255. How many coats.
                wall: an object (height, door) or null. The wall; without one, all of them.
                environment: a string, a dynamic value, required. Where the wall is.
                note: a string, default ""
              painterworker:Strip  The attribute's text.
                tool: a string, required, one of scraper, blade. The tool, such as a scraper.
                force: a number, default 1, more than 0 and at most 10. How hard, more than Tool takes.
              painterworker:paint-list  Paints what is listed.
                numbers: a list, each a whole number, required, at least 1 item. The numbers.
              painterworker:Tell  Tells how it is.

            """,
            output);
    }

    [Fact]
    public async Task Inherited_descriptions_are_in_the_schema()
    {
        var (_, output, _) = await commands.InstallFixture("documented").InvokeAsync("describe", "--format", "schema");

        var wall = JsonElement.Parse(output).GetProperty("$defs").GetProperty("painterworker:Paint").GetProperty("properties").GetProperty("parameters").GetProperty("properties").GetProperty("wall");
        Assert.Equal("""["object","null"]""", wall.GetProperty("type").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.All(["height", "door"], name => Assert.Equal("How high it is, in metres.", wall.GetProperty("properties").GetProperty(name).GetProperty("description").GetString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<doc><members><member name=\"T:Documented.PainterWorker\"><summary>cut off")]
    [InlineData("<!DOCTYPE doc [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><doc><members><member name=\"T:Documented.PainterWorker\"><summary>&a;</summary></member></members></doc>")]
    public async Task Documentation_that_is_missing_or_damaged_is_no_error(string? xml)
    {
        commands.InstallFixture("documented");
        var file = commands["plugins", "documented", "documented.xml"];
        if (xml is null) File.Delete(file);
        else await File.WriteAllTextAsync(file, xml);

        var (code, output, error) = await commands.InvokeAsync("describe");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("painterworker  \n", output, StringComparison.Ordinal);
        Assert.Contains("    coats: a whole number, default 1, 1 to 255. How many coats.\n", output, StringComparison.Ordinal);
        Assert.Contains("    colour: one of snow_white, green, required\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documentation_beside_a_loose_DLL_is_read_too()
    {
        PluginCompiler.CompileFixture("documented", commands["plugins"], documented: true);

        var (_, output, _) = await commands.InvokeAsync("describe");

        Assert.StartsWith("painterworker  Paints Walls with a brush; see Colour.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documentation_does_not_keep_the_plugin_in_memory()
    {
        using var folder = new TemporaryFolder();
        var plugin = new UnloadedPlugin(folder);
        PluginCompiler.CompileFixture("documented", Path.Combine(plugin.Plugins, "documented"), documented: true);

        await plugin.LiveAsync("Tell");

        Assert.True(await plugin.IsGoneAsync());
    }

    [Fact]
    public async Task Markdown_has_a_table_for_each_subcommand()
    {
        var (_, output, _) = await commands.Install("megafrobber").InvokeAsync("describe", "-f", "markdown");

        Assert.Equal(
            """
            ## megafrobber

            Frobs things.

            Queue `worker.megafrobber`, bound by `worker.megafrobber`.

            ### megafrobber:Frob

            Frobs one thing; passes or fails at random unless told the outcome.

            | parameter | value | |
            | --- | --- | --- |
            | `thing` | a string, default "widget", 1 to 200 characters | What to frob. |
            | `times` | a whole number, default 1, 1 to 10 | How many times to frob it, 1 to 10. |
            | `outcome` | one of random, pass, fail, default "random" | How it is to end: pass, fail or random.<br>`random`: As chance has it.<br>`pass`: It passes.<br>`fail`: It fails. |


            """,
            output);
    }

    [Fact]
    public async Task Json_has_the_keys_that_programs_rely_on()
    {
        var (_, output, _) = await commands.Install("sleep").InvokeAsync("describe", "sleep", "-f", "json");

        Assert.Equal(
            """
            [
              {
                "name": "sleep",
                "description": "Waits for a number of seconds.",
                "kind": "Steps",
                "queue": "worker.sleep",
                "bindings": [
                  "worker.sleep"
                ],
                "subcommands": [
                  {
                    "name": "*",
                    "description": "Waits for the given number of seconds.",
                    "parameters": [
                      {
                        "name": "seconds",
                        "type": "a number",
                        "isRequired": true,
                        "isDynamic": false,
                        "default": null,
                        "bounds": [
                          "0 to 86400"
                        ],
                        "description": "How long to wait, in seconds, with fractions; 0 to 86400 (a day)."
                      }
                    ]
                  }
                ]
              }
            ]

            """,
            output);
    }

    [Fact]
    public async Task An_unknown_format_or_option_is_an_error()
    {
        var (code, _, error) = await commands.InvokeAsync("describe", "--format", "yaml");
        var (other, _, mistyped) = await commands.InvokeAsync("describe", "--fromat=json");

        Assert.Equal((1, 1), (code, other));
        Assert.Contains("--format yaml: expected text, markdown, json or schema", error, StringComparison.Ordinal);
        Assert.Contains("--fromat: there is no such option; did you mean --format?", mistyped, StringComparison.Ordinal);
    }
}
