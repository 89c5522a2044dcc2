using System.ComponentModel;

namespace ResilientStorage.Cli.Errors;

/// <summary>The kinds of errors that a script can tell apart.</summary>
internal enum ErrorKind
{
    [Description("wrong arguments")]
    Usage,

    [Description("the configuration is wrong, or the ledger disagrees with it")]
    Configuration,

    [Description("there is no such resource or version")]
    NotFound,

    [Description("the resource is live already, or is being uploaded")]
    AlreadyExists,

    [Description("an upload did not succeed: nothing of it is live")]
    UploadFailed,

    [Description("no store could deliver the bytes, or their removal has begun")]
    Unavailable,

    [Description("every store has confirmed that it lacks the bytes")]
    Lost,

    [Description("a store failed")]
    Store,

    [Description("the ledger failed")]
    Ledger,

    [Description("a file or folder of this machine cannot be read or written")]
    File,

    [Description("the range lies outside the content")]
    Range,

    [Description("what was asked for is not done yet: bytes that are not gone, a CDN that is not told")]
    Waiting,

    [Description("the CDN was not told, and the tries are used up: mend the cause, and replay")]
    Reported,

    [Description("the CDN refused a call, or did not answer")]
    Cdn,

    [Description("some of several items failed; each one has its own error")]
    Several,

    [Description("stopped by Ctrl-C or SIGTERM")]
    Cancelled,

    [Description("a defect of this program")]
    Unexpected,
}
