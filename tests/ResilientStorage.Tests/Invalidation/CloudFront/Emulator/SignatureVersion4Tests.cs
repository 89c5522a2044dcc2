using ResilientStorage.Emulators;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

/// <summary>The emulator's own signature against AWS's published test suite, so that it is not merely what the SDK does.</summary>
public sealed class SignatureVersion4Tests
{
    [Theory]
    [InlineData("GET", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/", "Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("GET", "/ሴ", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    public void Sign_RequestOfTheSuite_IsItsSignature(string method, string path, string query, string signature)
    {
        const string time = "20150830T123600Z";
        var request = new ServiceRequest
        {
            Method = method,
            Path = path,
            Query = query,
            Headers = new Dictionary<string, string> { ["host"] = "example.amazonaws.com", ["x-amz-date"] = time },
        };
        var scope = new SignatureScope("AKIDEXAMPLE", "20150830", "us-east-1", "service", ["host", "x-amz-date"], "");

        Assert.Equal(signature, SignatureVersion4.Sign(request, scope, time, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    }
}
