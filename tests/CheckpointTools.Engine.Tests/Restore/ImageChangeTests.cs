namespace CheckpointTools.Tests.Restore;

public class ImageChangeTests
{
    private const string Us = "CheckpointTools";

    [Theory]
    [InlineData("localhost/bb:latest", FittingHost.OtherImageId, "localhost/bb:latest", "rootfsImageID")]
    [InlineData("localhost/renamed:1", FittingHost.ImageId, "localhost/renamed:1", "rootfsImageName")]
    [InlineData("", FittingHost.ImageId, FittingHost.ImageId, "rootfsImageName")]
    public void The_host_s_image_is_named_where_Podman_would_not_find_it(string there, string id, string name, string field)
    {
        RestorePlan plan = Planned.On(
            Planned.Archive("plain-none.tar"),
            host: host => host with { Images = [new HostImage(id, there.Length > 0 ? [there] : [])] });

        PlanChange change = Assert.Single(plan.Changes);
        Assert.Equal(("config.dump:" + field, "ImageRebinding", Us), (change.Field, change.Rule, change.By));
        Assert.Equal([field], plan.Rewritten());
        Assert.Equal((id, name), (plan.Text("rootfsImageID"), plan.Text("rootfsImageName")));
        Assert.Equal((id, name, false), (plan.ImageId, plan.Image, plan.PullsImage));
    }

    [Fact]
    public void The_image_that_the_user_named_will_do_and_a_digest_is_looked_up()
    {
        string digest = "quay.io/a/b@sha256:" + new string('5', 64);
        CheckpointManifest byRawName = Planned.Archive("plain-none.tar", static config => config["rootfsImageName"] = "quay.io/gone/bb:latest");
        CheckpointManifest byDigest = Planned.Archive("plain-none.tar", config => config["rootfsImageName"] = digest);

        Assert.Equal("localhost/bb:latest", Planned.On(byRawName, host: static host => host with { Images = [new HostImage(FittingHost.OtherImageId, ["localhost/bb:latest"])] }).Image);
        Assert.Empty(Planned.On(byDigest, host: host => host with { Images = [new HostImage(FittingHost.ImageId, []) { Digests = [digest] }] }).Changes);
    }

    [Fact]
    public void An_image_that_is_not_there_is_pulled_and_its_id_not_known()
    {
        RestorePlan plan = Planned.On(Planned.Archive("plain-none.tar", static config =>
        {
            config["rootfsImageName"] = "quay.io/a/b:1";
            config["RawImageName"] = "quay.io/a/b:1";
        }), host: static host => host with { Images = [] });

        Assert.Equal([new PlanChange("host:image", "", "quay.io/a/b:1", "ImagePull", Us)], plan.Changes);
        Assert.Equal((true, "", "quay.io/a/b:1", false), (plan.PullsImage, plan.ImageId, plan.Image, plan.RewritesArchive));
    }
}
