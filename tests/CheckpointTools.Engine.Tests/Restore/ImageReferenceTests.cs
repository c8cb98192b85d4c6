using CheckpointTools.Restore;

namespace CheckpointTools.Tests.Restore;

/// <summary>The cases of containers/image's reference package (normalize_test.go), and of libimage's short names and transports.</summary>
public class ImageReferenceTests
{
    private const string Digest = "sha256:bc8813ea7b3603864987522f02a76101c17ad122e1c46d790efc0fca78ca7bfb";

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("nginx:1.27", "docker.io/library/nginx:1.27")]
    [InlineData("docker/docker", "docker.io/docker/docker:latest")]
    [InlineData("docker.io/nginx", "docker.io/library/nginx:latest")]
    [InlineData("index.docker.io/nginx", "docker.io/library/nginx:latest")]
    [InlineData("docker.io/library/nginx:latest", "docker.io/library/nginx:latest")]
    [InlineData("localhost/bb", "localhost/bb:latest")]
    [InlineData("localhost:5000/bb:1", "localhost:5000/bb:1")]
    [InlineData("quay.io/a/b/c_d-e.f", "quay.io/a/b/c_d-e.f:latest")]
    [InlineData("127.0.0.1:5000/b", "127.0.0.1:5000/b:latest")]
    [InlineData("[::1]:5000/b", "[::1]:5000/b:latest")]
    [InlineData("nginx@" + Digest, "docker.io/library/nginx@" + Digest)]
    [InlineData("quay.io/a/b:1@" + Digest, "quay.io/a/b@" + Digest)]
    public void Names_have_one_full_form(string name, string full) => Assert.Equal(full, ImageReference.Parse(name)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Nginx")]
    [InlineData("docker.io/Nginx")]
    [InlineData("-a")]
    [InlineData("a//b")]
    [InlineData("a:")]
    [InlineData("a:b:c")]
    [InlineData("a@sha256:12")]
    [InlineData("a b")]
    [InlineData("nginx\n")]
    [InlineData("e3de93d5c5713bba78ad52ae41e31ceeb1aa3069d33e6d04b0864f19056e8ff4")]
    [InlineData("dir:/etc")]
    [InlineData("docker://nginx")]
    [InlineData("oci-archive:file")]
    [InlineData("containers-storage:bb")]
    public void What_is_no_name_of_a_registry_s_image_is_refused(string name) => Assert.Null(ImageReference.Parse(name));

    [Theory]
    [InlineData("localhost/bb", true)]
    [InlineData("localhost:5000/bb", false)]
    [InlineData("bb", false)]
    public void Images_built_here_are_known_by_their_registry(string name, bool local) => Assert.Equal(local, ImageReference.Parse(name)!.IsLocal);
}
