using System.Globalization;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Hands on what the engine lays out, line by line.</summary>
internal sealed class LineWriter(Action<string> writeLine) : TextWriter(CultureInfo.CurrentCulture)
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void WriteLine(string? value) => writeLine(value ?? "");
}
