using System.Globalization;
using System.Text;

namespace ResilientStorage.Tests.Stores.S3;

/// <summary>An answer, to the byte.</summary>
internal sealed record S3StubAnswer(string Text, S3StubEnd End = S3StubEnd.KeepAlive)
{
    private const string RequestIdHeader = "x-amz-request-id: tx-1\r\n";

    /// <summary>An answer with a request id, as a store gives it.</summary>
    public static S3StubAnswer Of(int status, string body = "", string headers = "") => Make(status, body, RequestIdHeader + headers);

    /// <summary>An answer as a proxy gives it.</summary>
    public static S3StubAnswer Page(int status = 200) => Make(status, "<html><body>Welcome</body></html>", "Content-Type: text/html\r\n");

    public static S3StubAnswer Error(int status, string code, string headers = "") => Of(status, $"<Error><Code>{code}</Code><Message>m</Message><RequestId>tx-1</RequestId></Error>", headers);

    /// <summary>The answer to a look-up, which has the length of a body that it lacks.</summary>
    public static S3StubAnswer Head(long length) => new(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\n{RequestIdHeader}ETag: \"abc\"\r\nContent-Length: {length}\r\n\r\n"));

    private static S3StubAnswer Make(int status, string body, string headers) =>
        new(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
}
