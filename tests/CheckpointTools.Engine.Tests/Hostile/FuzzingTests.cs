using CheckpointTools.Fuzzing;

namespace CheckpointTools.Tests.Hostile;

/// <summary>A short run of the fuzzer, of the same inputs each time; docs/fuzzing.md has the figures of long ones.</summary>
public class FuzzingTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("archive", 1000)]
    [InlineData("criu", 2000)]
    [InlineData("json", 2000)]
    public async Task Nothing_that_is_made_of_real_archives_confuses_the_engine(string target, int inputs)
    {
        FuzzReport report = await Task.Run(() => new FuzzRun(FuzzTarget.Named(target), seed: 1, HangGuard).Execute(inputs)).WaitAsync(HangGuard);

        Assert.True(report.Failures == 0, report.ToString());
        Assert.Equal(inputs, report.Executions);
    }

    [Fact]
    public void An_input_can_be_made_again()
    {
        FuzzTarget target = FuzzTarget.Named("archive");

        Assert.Equal(new FuzzRun(target, seed: 5, HangGuard).Make(77), new FuzzRun(target, seed: 5, HangGuard).Make(77));
        Assert.NotEqual(new FuzzRun(target, seed: 5, HangGuard).Make(77), new FuzzRun(target, seed: 6, HangGuard).Make(77));
    }
}
