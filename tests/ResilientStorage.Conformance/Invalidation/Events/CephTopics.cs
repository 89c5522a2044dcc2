using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResilientStorage.Conformance.Stores;

namespace ResilientStorage.Conformance.Invalidation.Events;

/// <summary>
/// The topics of a Ceph gateway, which speaks a little of SNS's protocol. https://docs.ceph.com/en/pacific/radosgw/notifications/
/// </summary>
internal sealed class CephTopics : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly string _url;
    private readonly S3StoreOptions _credentials;

    private CephTopics(string url, S3StoreOptions credentials) => (_url, _credentials) = (url, credentials);

    public static CephTopics Of(S3TestServer server) => new(server.Url, server.Options("any-bucket"));

    /// <summary>Creates a topic whose events are pushed over HTTP.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="endpoint">Where they are pushed to.</param>
    /// <param name="isPersistent">Whether the gateway keeps them until they are taken; else they are pushed once, while the writer waits.</param>
    /// <returns>Its name for bucket notifications.</returns>
    public async Task<string> CreateAsync(string name, Uri endpoint, bool isPersistent = false)
    {
        var keeps = isPersistent ? "&Attributes.entry.2.key=persistent&Attributes.entry.2.value=true" : "";
        var answer = await PostAsync($"Action=CreateTopic&Name={name}&Attributes.entry.1.key=push-endpoint&Attributes.entry.1.value={Uri.EscapeDataString(endpoint.ToString())}{keeps}");
        const string Before = "<TopicArn>";
        var start = answer.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return answer[start..answer.IndexOf("</TopicArn>", StringComparison.Ordinal)];
    }

    public Task DeleteAsync(string topic) => PostAsync($"Action=DeleteTopic&TopicArn={Uri.EscapeDataString(topic)}");

    /// <summary>Takes all notifications off a bucket: an extension of Ceph's, which refuses the empty configuration that does it on S3.</summary>
    public async Task ClearNotificationsAsync(string bucket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri($"{_url}/{bucket}?notification"));
        request.Headers.Add("x-amz-content-sha256", Hash(""));
        Sign(request, "s3", $"DELETE\n/{bucket}\nnotification=\n", body: "");
        await SendAsync(request);
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> PostAsync(string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_url + "/"));
        request.Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        Sign(request, "sns", "POST\n/\n\n", form);
        return await SendAsync(request);
    }

    private async Task<string> SendAsync(HttpRequestMessage request)
    {
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return text;
    }

    // The S3 client signs only the calls that S3 has. https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
    private void Sign(HttpRequestMessage request, string service, string target, string body)
    {
        const string Region = "us-east-1";
        var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.Add("x-amz-date", time);
        request.Headers.Host = request.RequestUri!.Authority;
        var signed = request.Headers.Select(static header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Single())).OrderBy(static header => header.Name, StringComparer.Ordinal).ToList();
        var names = string.Join(';', signed.Select(static header => header.Name));
        var canonical = $"{target}{string.Concat(signed.Select(static header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{Hash(body)}";
        var scope = $"{time[..8]}/{Region}/{service}/aws4_request";
        var key = scope.Split('/').Aggregate(Encoding.ASCII.GetBytes("AWS4" + _credentials.SecretKey), static (key, part) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(part)));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hash(canonical)}")));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={_credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
