<#
    What the tests with the tag RealPodman share: containers that count, their archives, and what is on the host.
    Dot-source it in BeforeAll. The tests run inside tests/RealHost/real-host, whose host is theirs alone.
#>

& (Join-Path $PSScriptRoot '../../../tools/Import-BuiltModule.ps1')
$powershell = & (Join-Path $PSScriptRoot '../../../tools/Get-PowerShellPath.ps1')

# Counts twenty times a second. A container that goes on counts from where it was; one started anew begins at 1.
$counting = 'i=0; while :; do i=$((i+1)); echo $i > /count.new; mv /count.new /count; sleep 0.05; done'

# Where the containers of a host can be asked for as a whole, a name is enough of a mark.
$image = 'localhost/bb:latest'

. (Join-Path $PSScriptRoot 'Podman.ps1')

function Initialize-Image {
    & podman image exists $image
    if ($LASTEXITCODE -ne 0) {
        $null = & busybox-image $image
    }
}

# How far a container has counted; 0 where it has not begun. Asked of the file itself: podman exec takes ten times as long.
function Get-Count {
    param([string] $Name)

    $process = Invoke-Podman container inspect --format '{{.State.Pid}}' $Name
    $file = "/proc/$process/root/count"
    if ([System.IO.File]::Exists($file)) { [int][System.IO.File]::ReadAllText($file) } else { 0 }
}

function Wait-Count {
    param([string] $Name, [int] $Least = 10)

    for ($i = 0; $i -lt 200; $i++) {
        $count = Get-Count $Name
        if ($count -ge $Least) {
            return $count
        }
        Start-Sleep -Milliseconds 50
    }
    throw "$Name has counted to $count only."
}

# Starts a container that counts. What follows the name are options of podman run.
function Invoke-Counter {
    param([string] $Name, [string[]] $Option = @(), [string] $Command = $counting)

    Initialize-Image
    Invoke-Podman run --detach --name $Name @Option $image sh -c $Command
}

# Exports a container and removes it, as on its way to another host; gives how far it had counted before.
function Export-Counter {
    param([string] $Name, [string] $Path, [string] $Compress = 'none', [string[]] $Option = @(), [int] $Least = 10, [switch] $Keep)

    $count = Wait-Count -Name $Name -Least $Least
    $null = Invoke-Podman container checkpoint --export $Path --compress $Compress @Option $Name
    if (-not $Keep) {
        $null = Invoke-Podman rm --force --time 0 --volumes $Name
    }
    $count
}

# Makes the archive of a container that counted, and removes the container. Gives how far it had counted.
function Save-CounterArchive {
    param([string] $Name, [string] $Path, [string] $Compress = 'none', [string[]] $Option = @(), [string] $Command = $counting)

    $null = Invoke-Counter -Name $Name -Option $Option -Command $Command
    Export-Counter -Name $Name -Path $Path -Compress $Compress
}

# Holds a restored container against the number it had at its checkpoint: it has that and goes on. It may have counted for
# a while since.
function Assert-GoesOn {
    param([string] $Name, [int] $From, [int] $Within = 400)

    $first = Get-Count $Name
    $first | Should -BeGreaterOrEqual $From -Because "$Name had counted to $From"
    $first | Should -BeLessThan ($From + $Within) -Because "$Name had counted to $From"
    Wait-Count -Name $Name -Least ($first + 1) | Should -BeGreaterThan $first
}

function Get-Inspection {
    param([string] $Name)

    (Invoke-Podman container inspect $Name) -join "`n" | ConvertFrom-Json | Select-Object -First 1
}

# The namespaces of a process, by name.
function Get-KernelNamespace {
    param([int] $ProcessId)

    $found = @{}
    foreach ($name in 'ipc', 'net', 'pid', 'uts', 'user', 'mnt', 'cgroup') {
        $found[$name] = [System.IO.File]::ResolveLinkTarget("/proc/$ProcessId/ns/$name", $false).Name
    }
    $found
}

# Everything on the host that a restore can leave behind, a line each.
function Get-HostState {
    $state = @(
        Invoke-Podman ps --all --external --no-trunc --format 'container {{.ID}} {{.Names}} {{.State}}'
        Invoke-Podman pod ps --no-trunc --format 'pod {{.ID}} {{.Name}} {{.Status}}'
        Invoke-Podman volume ls --format 'volume {{.Name}}'
        Invoke-Podman network ls --format 'network {{.Name}}'
        Invoke-Podman images --all --no-trunc --format 'image {{.ID}} {{.Repository}}:{{.Tag}}'
        # Podman's own lists change with every call. One that is killed while it writes a list leaves what it was to be
        # renamed from, as .tmp-containers.json123, and no command of its own takes that away.
        foreach ($folder in '/dev/shm', '/var/tmp', '/run/netns', '/run/runc', '/run/crun', '/var/lib/containers/storage/overlay-containers') {
            if ([System.IO.Directory]::Exists($folder)) {
                [System.IO.Directory]::GetFileSystemEntries($folder) | Where-Object { $_ -notmatch '/(\.tmp-)?(containers|volatile-containers|storage)\.(json\d*|lock)$|libpod_lock' }
            }
        }
        [System.IO.Directory]::GetFileSystemEntries('/tmp', 'checkpoint*')
        foreach ($folder in [System.IO.Directory]::GetDirectories('/proc')) {
            $name = Join-Path $folder 'comm'
            try {
                if ([System.IO.Path]::GetFileName($folder) -match '^\d+$' -and [System.IO.File]::ReadAllText($name).Trim() -in 'conmon', 'criu', 'runc', 'crun') {
                    "process $([System.IO.File]::ReadAllText($name).Trim()) $(([System.IO.File]::ReadAllText("$folder/cmdline") -split "`0" -match '^[0-9a-f]{64}$')[0])"
                }
            }
            catch [System.IO.IOException] {
                Write-Verbose 'It has ended.'
            }
        }
        [System.IO.File]::ReadAllLines('/proc/self/mountinfo') | ForEach-Object { ($_ -split ' ')[4] } |
            Where-Object { $_ -match '^/var/lib/containers/storage/.+/.+/|^/run/netns/' } | ForEach-Object { "mount $_" }
    )
    $state | Where-Object { $_ } | Sort-Object
}

# Says that the host is as it was. What ends of itself is given a moment to do so.
function Assert-HostState {
    param([object[]] $Before, [string] $Because = 'nothing may be left behind')

    for ($i = 0; $i -lt 20; $i++) {
        $difference = @(Compare-Object -ReferenceObject $Before -DifferenceObject @(Get-HostState) | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" })
        if (-not $difference) {
            break
        }
        Start-Sleep -Milliseconds 150
    }
    $difference -join "`n" | Should -BeNullOrEmpty -Because $Because
}

# Imports, and gives what came of it: the object, the error, its id.
function Invoke-Import {
    param([hashtable] $Parameter)

    $given = @{ Confirm = $false; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failure'; WarningAction = 'SilentlyContinue' } + $Parameter
    $failure = @()
    $container = $null
    $thrown = $null
    try {
        $container = Import-ContainerCheckpoint @given
    }
    catch {
        $thrown = $_
    }
    $records = @(@($failure | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) + $thrown | Where-Object { $_ })
    $records = @($records | Select-Object -Unique)
    [pscustomobject]@{
        Container = $container
        Errors = $records
        ErrorId = if ($records) { ($records[0].FullyQualifiedErrorId -split ',')[0] } else { '' }
        Message = if ($records) { $records[0].Exception.Message } else { '' }
    }
}

# Makes another archive of one: its members are unpacked, handed to the script block as a folder, and packed again in
# their order. What the block renames is to be named too.
function Edit-Archive {
    param([string] $Path, [string] $Destination, [scriptblock] $Edit, [hashtable] $Rename = @{})

    $folder = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
    $null = [System.IO.Directory]::CreateDirectory($folder)
    try {
        & tar --extract --file $Path --directory $folder --same-permissions
        & $Edit $folder
        $members = @(& tar --list --file $Path | ForEach-Object { $_.TrimEnd('/') } |
                ForEach-Object { if ($Rename.ContainsKey($_)) { $Rename[$_] } else { $_ } } | Where-Object { [System.IO.Path]::Exists((Join-Path $folder $_)) })
        [System.IO.File]::WriteAllLines("$folder.list", [string[]]$members)
        & tar --create --file $Destination --directory $folder --format ustar --no-recursion --files-from "$folder.list"
        if ($LASTEXITCODE -ne 0) {
            throw "tar could not make $Destination."
        }
    }
    finally {
        [System.IO.Directory]::Delete($folder, $true)
        [System.IO.File]::Delete("$folder.list")
    }
}

# Changes a JSON file with a script block that gets its root, a System.Text.Json.Nodes.JsonObject. The blocks of these
# three functions see the variables of one another, so each has another name.
function Edit-Json {
    param([string] $Path, [scriptblock] $EditRoot)

    $root = [System.Text.Json.Nodes.JsonNode]::Parse([System.IO.File]::ReadAllText($Path))
    $null = & $EditRoot $root
    [System.IO.File]::WriteAllText($Path, $root.ToJsonString())
}

# Makes another archive of one, with another config.dump.
function Edit-Config {
    param([string] $Path, [string] $Destination, [scriptblock] $EditConfig)

    Edit-Archive -Path $Path -Destination $Destination -Edit { param($folder) Edit-Json -Path "$folder/config.dump" -EditRoot $EditConfig }
}

# A member of an archive as JSON.
function Read-ArchiveJson {
    param([string] $Path, [string] $Member)

    $text = (& tar --extract --to-stdout --file $Path $Member) -join "`n"
    # The comma keeps PowerShell from walking through it.
    , [System.Text.Json.Nodes.JsonNode]::Parse($text)
}

# Runs a command in a PowerShell of its own, and gives what a user would see, line by line.
function Invoke-NewShell {
    param([string] $Command)

    $module = (Get-Module -Name CheckpointTools).Path -replace '[^/]+$', 'CheckpointTools.psd1'
    & $powershell -NoProfile -NonInteractive -Command "Import-Module '$module'; $Command" 2>&1 | ForEach-Object { "$_" }
}
