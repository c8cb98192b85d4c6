using System.Management.Automation;
using System.Security.Cryptography;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives the hash of a file.</summary>
[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FileHashInfo))]
public sealed class GetFileHashCommand : PathCommand
{
    [Parameter]
    [ValidateSet("SHA256", "SHA384", "SHA512")]
    public string Algorithm { get; set; } = "SHA256";

    protected override void ProcessPath(string path)
    {
        foreach (string file in Resolve(path))
        {
            using FileStream stream = File.OpenRead(file);
            byte[] hash = CryptographicOperations.HashData(new HashAlgorithmName(Algorithm.ToUpperInvariant()), stream);
            WriteObject(new FileHashInfo(Algorithm.ToUpperInvariant(), Convert.ToHexString(hash), file));
        }
    }
}
