using System.Text.Json;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>What a YAML value becomes in a job's parameters: the core schema of YAML 1.2.</summary>
public sealed class YamlTypingTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("NULL", "null")]
    [InlineData("nUll", "\"nUll\"")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("TRUE", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("0", "0")]
    [InlineData("-0", "-0")]
    [InlineData("+12", "12")]
    [InlineData("-7", "-7")]
    [InlineData("007", "7")]
    [InlineData("0o17", "15")]
    [InlineData("0xfF", "255")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("0.5", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("1.", "1.0")]
    [InlineData("01.50", "1.50")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.5E-3", "1.5E-3")]
    [InlineData("+", "\"\\u002B\"")]
    [InlineData(".", "\".\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("\"0.5\"", "\"0.5\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("! 5", "\"5\"")]
    [InlineData("!!int \"5\"", "5")]
    [InlineData("!!float 5", "5.0")]
    [InlineData("!!bool true", "true")]
    [InlineData("\"\\ud83d\\ude00\"", "\"\\uD83D\\uDE00\"")]
    [InlineData("[1, a, [true]]", "[1,\"a\",[true]]")]
    [InlineData("{1: 2, true: x}", "{\"1\":2,\"true\":\"x\"}")]
    public void A_value_gets_its_json_type(string yaml, string json)
    {
        var step = PlaybookFile.Parse($"group: g\nexecution: [{{hosts: [], steps: [{{'a:B': {{p: {yaml} }}}}]}}]", isJson: false).Execution[0].Steps[0];

        Assert.Equal(json, JsonSerializer.Serialize(step.Parameters["p"]));
    }

    [Theory]
    [InlineData("|\n              one\n              two\n", "one\ntwo\n")]
    [InlineData(">-\n              one\n              two\n", "one two")]
    public void A_block_of_text_is_a_string(string yaml, string text)
    {
        var step = PlaybookFile.Parse($"group: g\nexecution:\n  - hosts: []\n    steps:\n      - a:B:\n            p: {yaml}", isJson: false).Execution[0].Steps[0];

        Assert.Equal(text, (string?)step.Parameters["p"]);
    }

    [Theory]
    [InlineData(".inf", "JSON has no way to write")]
    [InlineData("-.INF", "JSON has no way to write")]
    [InlineData(".nan", "JSON has no way to write")]
    [InlineData("0xfffffffffffffffff", "does not fit into 64 bits")]
    [InlineData("!!int x", "not of the type")]
    [InlineData("!thing x", "!thing is not known")]
    [InlineData("!!set {a, b}", "does not fit")]
    [InlineData("\"\\ud800\"", "this is not YAML")]
    [InlineData("\"\\udc00\"", "this is not YAML")]
    [InlineData("{? [a] : b}", "a key must be a string")]
    [InlineData("{<<: {a: b}}", "merges mappings in YAML 1.1 only")]
    public void A_value_that_json_cannot_hold_is_an_error(string yaml, string text)
    {
        var exception = Assert.Throws<PlaybookException>(() => PlaybookFile.Parse($"group: g\nexecution: [{{hosts: [], steps: [{{'a:B': {{p: {yaml} }}}}]}}]", isJson: false));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }
}
