using CheckpointTools.Inspection.Trust;

namespace CheckpointTools.Tests.Inspection.Trust;

public class ImageTrustTests
{
    private const string Digest = "sha256:e3de93d5c5713bba78ad52ae41e31ceeb1aa3069d33e6d04b0864f19056e8ff4";

    [Theory]
    [InlineData("docker.io/library/nginx:latest", "")]
    [InlineData("docker.io/library/nginx@" + Digest, "")]
    [InlineData("localhost/bb:latest", "")]
    [InlineData("registry.example.com:5000/team/app:1.0", "")]
    [InlineData("gcr.io/a/b", "")]
    [InlineData("icr.io/a/b", "")]
    [InlineData("nginx", "")]
    [InlineData("docker:dind", "")]
    [InlineData("docker://nginx", "")]
    [InlineData("e3de93d5c571", "")]
    [InlineData(Digest, "")]
    [InlineData("", "")]
    [InlineData("dir:/etc", "ImageTransport High")]
    [InlineData("docker-archive:/tmp/x.tar", "ImageTransport High")]
    [InlineData("containers-storage:[overlay@/tmp/x]y/z", "ImageTransport High")]
    [InlineData("http://example.com/nginx", "ImageNameInvalid Medium")]
    [InlineData("docker.io/library/ngi\u0578x", "ImageNameInvalid Medium")] // Armenian n
    [InlineData("docker.io/library/nginx\u202E", "ImageNameInvalid Medium")]
    [InlineData("docker.io/library/nginx\n", "ImageNameInvalid Medium")]
    [InlineData("../../x", "ImageNameInvalid Medium")]
    [InlineData("d0cker.io/library/nginx", "ImageNameLookalike Medium")]
    [InlineData("docker.io.example.com/library/nginx", "ImageNameLookalike Medium")]
    [InlineData("dokcer.io/library/nginx", "ImageNameLookalike Medium")]
    [InlineData("docker-io.com/library/nginx", "ImageNameLookalike Medium")]
    [InlineData("xn--dcker-jua.io/library/nginx", "ImageNameLookalike Medium")]
    [InlineData("localhost/docker.io/library/nginx", "ImageNameLookalike Medium")]
    [InlineData("mirror.example.com/docker.io/library/nginx", "ImageNameLookalike Medium")]
    public void An_image_name_is_judged(string name, string expected) =>
        Assert.Equal(expected, ImageTrust.Judge(name) is { } verdict ? $"{verdict.Id} {verdict.Risk}" : "");

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest", true)]
    [InlineData("nginx", "quay.io/team/nginx:latest", true)] // an alias of the host's
    [InlineData("nginx:1.2", "docker.io/library/nginx:1.2", true)]
    [InlineData("nginx@" + Digest, "docker.io/library/nginx@" + Digest, true)]
    [InlineData("docker://docker.io/library/nginx", "docker.io/library/nginx:latest", true)]
    [InlineData("e3de93d5c571", "localhost/bb:latest", true)]
    [InlineData("", "localhost/bb:latest", true)]
    [InlineData("localhost/bb:latest", "localhost/bb:latest", true)]
    [InlineData("nginx", "docker.io/library/apache:latest", false)]
    [InlineData("nginx:1.2", "docker.io/library/nginx:1.3", false)]
    [InlineData("docker.io/library/nginx", "quay.io/library/nginx:latest", false)]
    [InlineData("docker.io/library/nginx", "localhost/nginx:latest", false)]
    public void The_two_names_of_an_image_are_compared(string raw, string full, bool agree) => Assert.Equal(agree, ImageTrust.Agree(raw, full));

    [Fact]
    public void An_image_that_is_called_by_two_names_is_told() => Assert.Equal(
        "ImageNamesDisagree Medium",
        TrustRulesTests.Text(TrustedContainer.Judge(static (config, _) => config["rootfsImageName"] = "docker.io/library/nginx:latest")));
}
