using System.Security.Cryptography;
using System.Text;

namespace ResilientStorage.Emulators;

/// <summary>Signature Version 4, computed from its description (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html) and with nothing of an SDK.</summary>
internal static class SignatureVersion4
{
    public static string Sign(ServiceRequest request, SignatureScope scope, string time, string secretKey)
    {
        var text = string.Join('\n', "AWS4-HMAC-SHA256", time, scope.Text, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(request, scope.SignedHeaders)))));
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in (string[])[scope.Date, scope.Region, scope.Service, "aws4_request", text])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(key);
    }

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Canonical(ServiceRequest request, IReadOnlyList<string> signedHeaders)
    {
        var parameters = request.Parameters
            .Select(static pair => (Name: Encode(pair.Key), Value: Encode(pair.Value)))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Value, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name}={pair.Value}");
        return string.Join(
            '\n',
            request.Method,

            // Every service but S3 encodes the path a second time.
            string.Join('/', request.Path.Split('/').Select(Encode)),
            string.Join('&', parameters),
            string.Concat(signedHeaders.Select(name => $"{name}:{Trim(request.Header(name) ?? "")}\n")),
            string.Join(';', signedHeaders),
            Hex(SHA256.HashData(request.Body)));
    }

    private static string Encode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(static value =>
        char.IsAsciiLetterOrDigit((char)value) || (char)value is '-' or '_' or '.' or '~' ? ((char)value).ToString() : $"%{value:X2}"));

    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
