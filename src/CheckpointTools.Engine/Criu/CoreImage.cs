using CheckpointTools.Criu.Messages;
using Google.Protobuf;

namespace CheckpointTools.Criu;

/// <summary>Reads core-TID.img.</summary>
internal static class CoreImage
{
    private static readonly MessageParser<CoreEntry> Parser = CoreEntry.Parser.WithDiscardUnknownFields(true);

    /// <summary>Reads the one thread that the image holds.</summary>
    /// <param name="reader">The image.</param>
    /// <returns>The thread.</returns>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    public static CoreRecord Read(CriuImageReader reader)
    {
        CoreEntry core = reader.Parse(Parser, reader.ReadSingleMessage());
        if (!core.HasMtype || core.Tc is { HasTaskState: false })
        {
            throw reader.Malformed("it lacks the architecture or the task's state");
        }

        TaskCoreEntry? task = core.Tc;
        ThreadCoreEntry? thread = core.ThreadCore;
        return new CoreRecord
        {
            Machine = core.Mtype,
            TaskState = task?.TaskState,
            ExitCode = task?.ExitCode ?? 0,
            Name = task is null ? null : KernelText.Decode(task.Comm.Span),
            Credentials = thread?.Creds,

            // CRIU before 3.0 had these once a task; a thread's own win.
            SeccompMode = thread is { HasSeccompMode: true } ? thread.SeccompMode : task is { HasOldSeccompMode: true } ? task.OldSeccompMode : null,
            SeccompFilter = thread is { HasSeccompFilter: true } ? thread.SeccompFilter : task is { HasOldSeccompFilter: true } ? task.OldSeccompFilter : null,
            CgroupSet = thread is { HasCgSet: true } ? thread.CgSet : task is { HasCgSet: true } ? task.CgSet : null,
            LoginUid = task is { HasLoginuid: true } ? task.Loginuid : null,
            OomScoreAdjustment = task is { HasOomScoreAdj: true } ? task.OomScoreAdj : null,
        };
    }

    /// <summary>What the record takes in memory, by estimate.</summary>
    /// <param name="core">The record.</param>
    /// <returns>Bytes, those of what is made of it included.</returns>
    public static long WeightOf(CoreRecord core)
    {
        CredsEntry? credentials = core.Credentials;
        int numbers = credentials is null
            ? 0
            : credentials.Groups.Count + credentials.CapInh.Count + credentials.CapPrm.Count + credentials.CapEff.Count
                + credentials.CapBnd.Count + credentials.CapAmb.Count;
        return 640 + RetainedBudget.WeightOf(core.Name) + RetainedBudget.WeightOf(credentials?.LsmProfile) + (16L * numbers);
    }
}
