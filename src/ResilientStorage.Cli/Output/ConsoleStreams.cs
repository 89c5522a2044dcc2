using System.Text;

namespace ResilientStorage.Cli.Output;

/// <summary>The two streams of the process: results go to one, everything else to the other. UTF-8, whatever the locale says.</summary>
internal sealed class ConsoleStreams : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lock _gate = new();
    private readonly StreamWriter _output;
    private readonly StreamWriter _errors;

    public ConsoleStreams()
    {
        Content = Console.OpenStandardOutput();
        _output = new StreamWriter(Content, Utf8) { NewLine = "\n" };
        _errors = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };
    }

    /// <summary>Standard output as text.</summary>
    public TextWriter Results => _output;

    /// <summary>Standard error as text.</summary>
    public TextWriter Notes => _errors;

    /// <summary>Standard output as bytes.</summary>
    public Stream Content { get; }

    public bool IsErrorTerminal { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    public bool IsOutputTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Writes a line of a result; it is on its way when <see cref="Flush"/> returns.</summary>
    public void WriteLine(string line) => _output.WriteLine(line);

    public void Flush() => _output.Flush();

    /// <summary>Writes one line about something that went wrong.</summary>
    public void WriteError(string message) => WriteNote("resilient-storage: " + message);

    /// <summary>Writes one line that is no result.</summary>
    public void WriteNote(string message)
    {
        lock (_gate)
        {
            _errors.WriteLine(SingleLine.Of(message));
        }
    }

    /// <summary>Writes a stack trace.</summary>
    public void WriteTrace(string text)
    {
        lock (_gate)
        {
            _errors.WriteLine(text);
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }
}
