using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResilientStorage.Emulators;

/// <summary>Refuses requests that are not signed with the account's key, for this service, now.</summary>
internal sealed class SignatureVerifier(CloudFrontEmulatorOptions options)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public void Verify(ServiceRequest request)
    {
        if (request.Header("authorization") is not { Length: > 0 } authorization)
        {
            throw new ServiceError(403, "MissingAuthenticationToken", "Missing Authentication Token");
        }

        var scope = SignatureScope.Read(authorization);
        var time = request.Header("x-amz-date");
        if (scope is null || time is null || !DateTimeOffset.TryParseExact(time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            throw new ServiceError(400, "IncompleteSignature", "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, and existence of an 'X-Amz-Date' header.");
        }

        if (scope.AccessKey != options.AccessKey || request.Header("x-amz-security-token") != options.SessionToken)
        {
            throw new ServiceError(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }

        if (scope.Service != "cloudfront" || scope.Region != options.Region || !time.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw Mismatch($"Credential should be scoped to a valid region and to the service 'cloudfront', not '{scope.Text}'.");
        }

        if (FindUnsigned(request, scope) is { } unsigned)
        {
            throw Mismatch($"The header '{unsigned}' has to be signed.");
        }

        if (request.Header("x-amz-content-sha256") is { } hash && hash != SignatureVersion4.Hex(SHA256.HashData(request.Body)))
        {
            throw Mismatch("The header 'x-amz-content-sha256' is not the hash of the body.");
        }

        var expected = SignatureVersion4.Sign(request, scope, time, options.SecretKey);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(scope.Signature)))
        {
            throw Mismatch("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        if ((options.SigningTime.GetUtcNow() - signedAt).Duration() > Tolerance)
        {
            throw new ServiceError(403, "RequestExpired", "Request has expired. Timestamp date is outside of the allowed window.");
        }
    }

    private static string? FindUnsigned(ServiceRequest request, SignatureScope scope) =>
        request.Headers.Keys.FirstOrDefault(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !scope.SignedHeaders.Contains(name));

    private static ServiceError Mismatch(string message) => new(403, "SignatureDoesNotMatch", message);
}
