using System.Xml.Linq;

namespace ResilientStorage.Emulators;

/// <summary>A refusal as a document.</summary>
internal static class ErrorDocument
{
    private const int FirstServerError = 500;

    public static XElement Of(ServiceError error) => Names.Element(
        "ErrorResponse",
        Names.Element(
            "Error",
            Names.Element("Type", error.Status >= FirstServerError ? "Receiver" : "Sender"),
            Names.Element("Code", error.Code),
            Names.Element("Message", error.Message)),
        Names.Element("RequestId", "in the header"));
}
