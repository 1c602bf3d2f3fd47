using System.Text;

namespace ReWorkerHost.Tests.Execution;

/// <summary>Bodies are compared as a whole by their receivers, so they are to the letter.</summary>
public sealed class ReplyBodyTests
{
    public static TheoryData<byte[], string> Bodies => new()
    {
        { ReplyBody.Started, """{"status":"started"}""" },
        { ReplyBody.Completed(null), """{"status":"completed"}""" },
        { ReplyBody.Completed("""{"exit_code":0}"""u8.ToArray()), """{"status":"completed","data":{"exit_code":0}}""" },
        { ReplyBody.Failed("a \"reason\" <é>\n"), """{"status":"failed","data":"a \"reason\" <é>\n"}""" },
        { ReplyBody.Failed("""[1,2]"""u8.ToArray()), """{"status":"failed","data":[1,2]}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_holds_the_status_and_data_only_where_there_are_some(byte[] body, string json) => Assert.Equal(json, Encoding.UTF8.GetString(body));

    [Fact]
    public void Half_a_surrogate_pair_in_a_reason_does_not_break_the_reply() =>
        Assert.Equal("{\"status\":\"failed\",\"data\":\"cut \ufffd\"}", Encoding.UTF8.GetString(ReplyBody.Failed("cut \ud83d")));
}
