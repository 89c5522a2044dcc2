using System.Net;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance.Stores;

/// <summary>What the suites of presigned requests share: a plain HTTP client.</summary>
public abstract class PresigningConformance : StoreConformance
{
    private static readonly HttpClient Http = new();

    protected IPresigningObjectStore Presigning => (IPresigningObjectStore)Store;

    protected static async Task<HttpResponseMessage> SendAsync(PresignedRequest presigned, Action<HttpRequestMessage> change) => await SendAsync(presigned, content: null, change);

    protected static async Task<HttpResponseMessage> SendAsync(PresignedRequest presigned, byte[]? content = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(presigned.Method), presigned.Url) { Content = content is null ? null : new ByteArrayContent(content) };
        foreach (var (name, value) in presigned.Headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || request.Content is null || request.Content.Headers.TryAddWithoutValidation(name, value));
        }

        change?.Invoke(request);
        return await Http.SendAsync(request);
    }

    protected static async Task<HttpResponseMessage> PostAsync(PresignedPost form, byte[] content)
    {
        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields)
        {
            parts.Add(Part(new StringContent(value), $"form-data; name=\"{name}\""));
        }

        parts.Add(Part(new ByteArrayContent(content), "form-data; name=\"file\"; filename=\"any\""));
        return await Http.PostAsync(form.Url, parts);
    }

    protected static async Task RefusedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Waits for the end of a lifetime by the provider's clock, which nothing but time moves on.</summary>
    protected static async Task EndAsync(DateTimeOffset expiresAt)
    {
        while (TimeProvider.System.GetUtcNow() < expiresAt.AddSeconds(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static HttpContent Part(HttpContent content, string disposition)
    {
        content.Headers.Clear();
        content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        return content;
    }
}
