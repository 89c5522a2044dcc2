using Amazon.Runtime;

namespace ResilientStorage.Aws;

/// <summary>Which credentials options mean, and what is wrong with them. No message prints a key.</summary>
internal static class AwsCredentialRules
{
    /// <summary>The credentials; null for the SDK's default chain.</summary>
    public static AWSCredentials? Choose(AWSCredentials? credentials, string? accessKey, string? secretKey) =>
        credentials ?? (string.IsNullOrEmpty(accessKey) ? null : new BasicAWSCredentials(accessKey, secretKey));

    public static IEnumerable<string> FindProblems(AWSCredentials? credentials, string? accessKey, string? secretKey)
    {
        if (string.IsNullOrEmpty(accessKey) != string.IsNullOrEmpty(secretKey))
        {
            yield return "only one of AccessKey and SecretKey is set: set both, or neither for the default credentials of the AWS SDK.";
        }

        if (credentials is not null && !string.IsNullOrEmpty(accessKey))
        {
            yield return "both AccessKey and UseCredentials are given: remove one.";
        }
    }
}
