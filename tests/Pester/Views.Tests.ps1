#Requires -Version 7.6
BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')).ModuleVersion
    Import-Module -Name (Join-Path $root "output/CheckpointTools/$version/CheckpointTools.psd1") -Force
    . (Join-Path $PSScriptRoot 'Support/Shown.ps1')

    $script:powershell = & (Join-Path $root 'tools/Get-PowerShellPath.ps1')
    $fixtures = Join-Path $root 'tests/fixtures'
    $script:manifest = Test-CheckpointArchive -LiteralPath (Join-Path $fixtures 'vols.tar.gz')
    $script:cut = Join-Path $TestDrive 'cut.tar'
    [System.IO.File]::WriteAllBytes($cut, [System.IO.File]::ReadAllBytes((Join-Path $fixtures 'plain-none.tar'))[0..99999])
    $script:containerHost = Get-Content -LiteralPath (Join-Path $fixtures 'host.json') -Raw | ConvertFrom-Json
    $script:plan = Get-ContainerRestorePlan -LiteralPath (Join-Path $fixtures 'pod-pdef.tar.zst') -Pod web -ContainerHost $containerHost

    function Get-Restored {
        param([hashtable] $Value)

        $restored = [CheckpointTools.RestoredContainer]::new()
        foreach ($pair in $Value.GetEnumerator()) {
            $restored.GetType().GetProperty($pair.Key).SetValue($restored, $pair.Value)
        }
        $restored
    }
}

Describe 'The views' {
    It 'show manifests as a table that fits <_> columns' -ForEach 80, 200 {
        $lines = Test-CheckpointArchive -Path (Join-Path $fixtures '*.tar*') | Get-Shown -Width $_
        $lines[0] | Should -Match '^Name +Verification Risk +Checkpointed +Size Pod +Image'
        $lines.Count | Should -Be 9
        @($lines | Where-Object Length -GT $_).Count | Should -Be 0
        # The archive is of that day, which is in the future where the clock is wrong.
        $lines[7] | Should -Match '^in-pdef +Valid +Low +(\d+ [a-z]+ ago|2026-11-2\d) +29 KiB a9be1672 bb:latest'
        # Sizes end below one another.
        $end = $lines[0].IndexOf('Size') + 4
        @($lines[2..8] | Where-Object { -not $_.Substring(0, $end).EndsWith('iB') }).Count | Should -Be 0
    }

    It 'keep the verification in sight where names are long' {
        $long = [CheckpointTools.CheckpointManifest]::new()
        $long.GetType().GetProperty('Name').SetValue($long, 'n' * 60)
        $long.GetType().GetProperty('Image').SetValue($long, 'registry.example/' + 'i' * 90)
        $lines = $long, $manifest | Get-Shown
        $lines[2] | Should -BeLike 'nnn* NotVerified *'
        $lines[3] | Should -BeLike 'vols* Valid *'
        @($lines | Where-Object Length -GT 80).Count | Should -Be 0
    }

    # Words are those properties that hold words of the module, whatever stands in an archive.
    It 'show no control characters of an archive in a <Type>' -ForEach @(
        @{ Type = 'ArchiveMember'; Words = 'Mode', 'Type' }
        @{ Type = 'BindMount'; Words = @() }
        @{ Type = 'CheckpointCgroup'; Words = @() }
        @{ Type = 'CheckpointManifest'; Words = 'Compression', 'Engine', 'Layout', 'Verification' }
        @{ Type = 'CheckpointMount'; Words = @() }
        @{ Type = 'CheckpointProcess'; Words = 'SeccompMode' }
        @{ Type = 'Finding'; Words = 'Severity', 'Risk', 'Id' }
        @{ Type = 'NamedVolume'; Words = @() }
        @{ Type = 'NetworkAddress'; Words = @() }
        @{ Type = 'PlanChange'; Words = 'Rule', 'By' }
        @{ Type = 'PlanCheck'; Words = 'Id', 'State' }
        @{ Type = 'PortMapping'; Words = @() }
        @{ Type = 'ProcessOpenFile'; Words = @() }
        @{ Type = 'ProcessPipe'; Words = @() }
        @{ Type = 'ProcessSocket'; Words = @() }
        @{ Type = 'RestorePlan'; Words = @() }
        @{ Type = 'RestoredContainer'; Words = 'State', 'Transfer' }
    ) {
        $class = "CheckpointTools.$Type" -as [type]
        $evil = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($class)
        foreach ($property in $class.GetProperties() | Where-Object { $_.CanWrite -and $_.Name -notin $Words }) {
            if ($property.PropertyType -eq [string]) {
                $property.SetValue($evil, "a`e]0;title`ab")
            }
            elseif ($property.PropertyType -eq [System.Collections.Generic.IReadOnlyList[string]]) {
                $property.SetValue($evil, [string[]] "a`e]0;title`ab")
            }
        }
        foreach ($shown in ($evil | Out-String -Width 80), ($evil | Format-Table | Out-String -Width 80), ($evil | Format-List | Out-String -Width 80)) {
            $shown | Should -Match '\S'
            $shown | Should -Not -Match "`e\]|`a"
        }
    }

    It 'show a manifest as a list with <_>' -ForEach @(
        'Name  *: vols'
        'Id *: 5cb5f06ac82a3488e58526bb65b2ffcd82bdd6defe391feff2396d8473cae46e'
        'Image *: localhost/bb:latest'
        'ArchiveSize *: 40 KiB (40903 bytes)'
        "Command *: sh -c 'echo hello >/data1/f; *"
        'Ports *: 8080->80/tcp'
        ' *127.0.0.1:9000-9002->9000-9002/udp'
        ' *data2:/data2:ro'
        'Labels *: app=web'
        'CheckpointSize *: 205 KiB, of it 132 KiB of memory'
        'DeletedFiles *: /bin/nc'
        'Verification *: Valid'
    ) {
        @($manifest | Get-Shown -Width 200 -List) -like $_ | Should -Not -BeNullOrEmpty
    }

    It 'keep values of environment variables to themselves' {
        $text = "$($manifest | Get-Shown -Width 200 -List)"
        $text | Should -BeLike '*SECRET*'
        $text | Should -Not -BeLike '*s3cr3t*'
    }

    It 'leave out of the list what the archive does not say' {
        "$($manifest | Get-Shown -Width 200 -List)" | Should -Not -Match '\b(Pod|HealthCheck|BindMounts|Sha256|IsIncremental) +:'
    }

    It 'show <Property> as a table' -ForEach @(
        @{ Property = 'Ports'; Header = '^HostPort ContainerPort Range Protocol HostIp'; Row = '^ +9000 +9000 +3 udp +127\.0\.0\.1' }
        @{ Property = 'Volumes'; Header = '^Name +Destination +Size ReadOnly Options'; Row = '^data2 +/data2 +1\.5 KiB True +ro' }
        @{ Property = 'Addresses'; Header = '^Network Interface +Address +Gateway +MacAddress'; Row = '^podman +eth0 +10\.88\.0\.2/16 +10\.88\.0\.1 ' }
        @{ Property = 'Statistics'; Header = '^ *Freezing +Frozen MemoryDump MemoryWrite PagesScanned PagesWritten'; Row = ' 101 ms +124 ms +1\.05 ms +185 µs +49 +33' }
        @{ Property = 'Memory'; Header = '^ +Total Anonymous +File +Shared +Stack +Heap +Other'; Row = ' 4\.5 MiB +64 KiB +3\.9 MiB +0 B +264 KiB +272 KiB +72 KiB$' }
        @{ Property = 'Mounts'; Header = '^Destination +Type +ReadOnly External Source'; Row = '^/sys/firmware +tmpfs +True +False +tmpfs$' }
        @{ Property = 'Members'; Header = '^Mode Type +Size Modified +Name'; Row = '^0600 File +24 KiB 2026-11-2\d \d\d:\d\d config\.dump' }
    ) {
        $lines = $manifest.$Property | Get-Shown
        $lines[0] | Should -Match $Header
        @($lines -match $Row).Count | Should -Be 1
        @($lines | Where-Object Length -GT 80).Count | Should -Be 0
    }

    It 'show findings as a table under their archive, with all of the message' {
        $lines = @($cut, (Join-Path $fixtures 'plain-zstd.tar') | Test-CheckpointArchive).Findings | Get-Shown
        @($lines -like '   Archive: *') | Should -Be @($cut, (Join-Path $fixtures 'plain-zstd.tar') | ForEach-Object { "   Archive: $_" })
        $lines[1] | Should -Match '^Severity +Risk +Id +Message'
        $lines[3] | Should -Match '^Error +TarTruncated +The archive ends within'
        -join ($lines[3..6] | ForEach-Object { $_.PadRight(42).Substring(42) }) -replace '\s' | Should -BeLike 'Thearchiveendswithinaheader:thefilewascutoff.atoffset100000*'
        @($lines -match '^Information +CriuImagesLeftOver ') | Should -HaveCount 1
    }

    It 'show <Name>' -ForEach @(
        @{ Name = 'checks as Check, State, Message'; Get = { $plan.Checks }; Header = '^Check +State +Message'; Row = '^PodmanMissing +Passed +Podman 5\.4\.2 is there\.$' }
        @{ Name = 'changes as Field, From, To'; Get = { $plan.Changes }; Header = '^Field +From +To$'; Row = '^config\.dump:ipcNsCtr +1abb6ffbe4af +90792928d406$' }
        @{ Name = 'long fields in parts'; Get = { $plan.Changes }; Header = '^Field'; Row = '^kubernetes\.cri-o\.SandboxID$' }
        @{ Name = 'what a plan fails, a line for each'; Get = { Get-ContainerRestorePlan -LiteralPath $manifest.ArchivePath -Pod web -ContainerHost $containerHost }; Header = '^Name +Ready Pod +Changes Failed'; Row = '^ +VolumeExists$' }
        @{ Name = 'a restored container on one line'; Get = { Get-Restored @{ Name = 'in-pdef'; Id = $plan.Id; Pod = 'web'; Image = 'registry.example/a/quite-long-name:latest'; State = 'running'; Changed = $true; Duration = [timespan]::FromMilliseconds(876.548) } }; Header = '^Name +Id +Pod +State +Changed +Time Image'; Row = '^in-pdef +838155d86a19 web +running True +877 ms quite-lon' }
        @{ Name = 'open files'; Get = { $manifest.Processes[0].OpenFiles }; Header = '^ +Fd Type +Access +Position Path$'; Row = '^ +0 REG +ReadWrite +0 /dev/null$' }
        @{ Name = 'cgroups, with all of a long path'; Get = { $manifest.Cgroups }; Header = '^ Set Controller +Path$'; Row = '^ +2 +/libpod_parent/libpod-5cb5f06ac82a3488e58526bb65b2ffcd82bdd6$' }
        @{ Name = 'processes as a tree'; Get = { Get-CheckpointProcess -LiteralPath (Join-Path $fixtures 'multi.tar.zst') -Tree }; Header = '^   Container: multi, '; Row = '^ +10 Alive +0 +1 +60 KiB +2\.3 MiB +3 └─ sleep$' }
    ) {
        $lines = & $Get | Get-Shown
        $lines[0] | Should -Match $Header
        @($lines -match $Row) | Should -HaveCount 1
        @($lines | Where-Object Length -GT 80).Count | Should -Be 0
    }
}

Describe 'A value in a line' {
    It 'of <Property> is <Text>' -ForEach @(
        @{ Property = 'Members'; Text = 'config.dump' }
        @{ Property = 'Cgroups'; Text = 'blkio:/' }
        @{ Property = 'Mounts'; Text = '/sys/firmware' }
        @{ Property = 'Memory'; Text = '4743168' }
        @{ Property = 'Processes'; Text = '1 sh' }
        @{ Property = 'Statistics'; Text = 'frozen for * ms, 33 of 49 pages written' }
    ) {
        @($manifest.$Property | ForEach-Object { "$_" }) -like $Text | Should -Not -BeNullOrEmpty
    }

    It 'of a plan and what is in it says what they are' {
        "$plan" | Should -Be 'in-pdef'
        @($plan.Checks | ForEach-Object { "$_" }) | Should -Contain 'PodmanMissing: Passed'
        @($plan.Changes | ForEach-Object { "$_" }) | Should -Contain 'config.dump:CreateCommand[6]: pdef -> web'
        "$($plan.Options)" | Should -Be '-Pod web'
    }

    It 'of options is what was typed' {
        "$((Get-ContainerRestorePlan $manifest.ArchivePath -Name a -PublishPort 1:2, 3:4 -IgnoreVolume -ContainerHost $containerHost).Options)" | Should -Be '-Name a -PublishPort 1:2, 3:4 -IgnoreVolume'
    }

    It 'is no name of a class' {
        $classes = [CheckpointTools.CheckpointManifest].Assembly.GetForwardedTypes() + [CheckpointTools.Views.ViewText].Assembly.GetForwardedTypes() | Select-Object -Unique
        $classes.Count | Should -BeGreaterThan 20
        foreach ($class in $classes) {
            $constructor = $class.GetConstructors() | Sort-Object -Property { $_.GetParameters().Count } | Select-Object -First 1
            $arguments = @($constructor.GetParameters() | ForEach-Object { if ($_.ParameterType -eq [string]) { 'x' } elseif ($_.ParameterType.IsValueType) { [Activator]::CreateInstance($_.ParameterType) } else { , [string[]]::new(0) } })
            "$($constructor.Invoke($arguments).ToString())" | Should -Not -Match $class.Name
        }
    }
}

Describe 'Colours' {
    BeforeAll {
        $script:before = $PSStyle.OutputRendering
        $script:red = [regex]::Escape($PSStyle.Formatting.Error)
        $script:yellow = [regex]::Escape($PSStyle.Formatting.Warning)
        $script:reset = [regex]::Escape($PSStyle.Reset)
        $script:broken = Test-CheckpointArchive -LiteralPath $cut
    }

    AfterAll {
        $PSStyle.OutputRendering = $before
    }

    It 'are on <Name> where they are wanted, and shift no column' -ForEach @(
        @{ Name = 'an invalid archive'; Get = { $broken, $manifest }; Text = '{0}Invalid \(1\){2} ' }
        @{ Name = 'an error among findings'; Get = { $broken.Findings }; Text = '{0}Error{2} ' }
        @{ Name = 'a warning of a plan'; Get = { $plan.Checks }; Text = 'ImageDiffers +{1}Warning{2} ' }
        @{ Name = 'a failed check'; Get = { (Get-ContainerRestorePlan -LiteralPath $plan.ArchivePath -ContainerHost $containerHost).Checks }; Text = 'PodRequired +{0}Failed{2} ' }
    ) {
        $items = & $Get
        $PSStyle.OutputRendering = 'Ansi'
        $colored = $items | Out-String -Width 80
        $PSStyle.OutputRendering = 'PlainText'
        $plain = $items | Out-String -Width 80
        $colored | Should -Match ($Text -f $red, $yellow, $reset)
        $plain | Should -Not -Match "`e"
        $colored -replace "`e\[[0-9;]*m" | Should -Be $plain
    }

    It 'are the <Style> ones for <Word>' -ForEach @(
        @{ Word = 'Invalid'; Style = 'Error' }
        @{ Word = 'High'; Style = 'Error' }
        @{ Word = 'Medium'; Style = 'Warning' }
        @{ Word = 'Failed'; Style = 'Error' }
        @{ Word = 'Warning'; Style = 'Warning' }
    ) {
        $PSStyle.OutputRendering = 'Ansi'
        [CheckpointTools.Views.ViewColor]::Paint($Word, $PSStyle, $Host) | Should -Be "$($PSStyle.Formatting.$Style)$Word$($PSStyle.Reset)"
    }

    It 'are on no harmless word: <_>' -ForEach 'Valid', 'NotVerified', 'Low', 'Passed', 'NotApplicable', 'Unknown', 'Information', '' {
        $PSStyle.OutputRendering = 'Ansi'
        [CheckpointTools.Views.ViewColor]::Paint($_, $PSStyle, $Host) | Should -Be $_
    }

    It 'are not in what goes to a program or a file' {
        $text = "Import-Module '$((Get-Module -Name CheckpointTools).Path -replace 'dll$', 'psd1')'; `$null = [CheckpointTools.CheckpointManifest]; [CheckpointTools.Views.ViewColor]::Paint('Invalid', `$PSStyle, `$Host)"
        & $powershell -NoProfile -NonInteractive -Command $text | Should -Be 'Invalid'
    }
}

Describe 'Lines' {
    BeforeAll {
        $script:text = 'one two three four five six seven eight nine ten ' * 10

        # The text broken for a column of 30 at the right of the screen.
        function Get-Broken {
            param([string] $Culture)

            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = $Culture
                [CheckpointTools.Views.ViewLines]::Words($text, $Host, $Host.UI.RawUI.BufferSize.Width - 31)
            }
            finally {
                [cultureinfo]::CurrentCulture = $before
            }
        }
    }

    It 'are broken between words where PowerShell would cut words' {
        $lines = (Get-Broken -Culture '') -split "`n"
        $lines[0] | Should -Be 'one two three four five six'
        @($lines | Where-Object Length -GT 30) | Should -BeNullOrEmpty
        ($lines -join ' ').Trim() | Should -Be $text.Trim()
    }

    # tools/Shell knows no languages.
    It 'are left to PowerShell where it breaks them between words itself' -Skip:($Host.Name -eq 'CheckpointTools.Shell') {
        Get-Broken -Culture 'en-US' | Should -Be $text
    }

    It 'fill what the screen has' {
        $width = [Math]::Max($Host.UI.RawUI.BufferSize.Width, 80)
        $columns = [int][Math]::Floor(($width - 30) / 2) - 1
        [CheckpointTools.Views.ViewLines]::Name('n' * ($columns + 1), $Host, 30, 2) -split "`n" | Should -Be @(('n' * $columns), 'n')
        [CheckpointTools.Views.ViewLines]::Name('n' * 25, $null, 30, 2) -split "`n" | Should -Be @(('n' * 24), 'n')
    }

    It 'break <Text> at its joints' -ForEach @(
        @{ Text = 'config.dump:pod'; Lines = @('config.dump:pod') }
        @{ Text = 'spec.dump:annotations.io.kubernetes.cri-o.SandboxID'; Lines = @('spec.dump:', 'annotations.io.', 'kubernetes.cri-o.', 'SandboxID') }
        @{ Text = '/var/lib/containers/storage'; Lines = @('/var/lib/containers/', 'storage') }
        @{ Text = '0123456789012345678901'; Lines = @('01234567890123456789', '01') }
    ) {
        [CheckpointTools.Views.ViewLines]::Name($Text, 20) -split "`n" | Should -Be $Lines
    }
}

Describe 'Times as a person reads them' {
    It '<Time> is <Text> at noon of 2026-11-24' -ForEach @(
        @{ Time = '2026-11-24T12:00:00Z'; Text = 'just now' }
        @{ Time = '2026-11-24T11:59:59Z'; Text = '1 second ago' }
        @{ Time = '2026-11-24T11:59:01Z'; Text = '59 seconds ago' }
        @{ Time = '2026-11-24T11:59:00Z'; Text = '1 minute ago' }
        @{ Time = '2026-11-24T11:00:01Z'; Text = '59 minutes ago' }
        @{ Time = '2026-11-24T11:00:00Z'; Text = '1 hour ago' }
        @{ Time = '2026-11-24T09:00:00+02:00'; Text = '5 hours ago' }
        @{ Time = '2026-11-22T12:00:01Z'; Text = '47 hours ago' }
        @{ Time = '2026-11-22T12:00:00Z'; Text = '2 days ago' }
        @{ Time = '2026-11-12T12:00:00Z'; Text = '12 days ago' }
        @{ Time = '2026-11-10T12:00:00Z'; Text = '2 weeks ago' }
        @{ Time = '2026-09-25T12:00:01Z'; Text = '8 weeks ago' }
        @{ Time = '2026-09-25T12:00:00Z'; Text = '2 months ago' }
        @{ Time = '2024-11-25T12:00:00Z'; Text = '24 months ago' }
        @{ Time = '2024-11-24T12:00:00Z'; Text = '2 years ago' }
        @{ Time = '2031-01-15T12:00:00Z'; Text = '2031-01-15' }
    ) {
        [CheckpointTools.Views.ViewTime]::Age([datetimeoffset] $Time, [datetimeoffset] '2026-11-24T12:00:00Z') | Should -Be $Text
    }

    It 'counts from now' {
        [CheckpointTools.Views.ViewTime]::Age([datetimeoffset]::UtcNow.AddMinutes(-190)) | Should -Be '3 hours ago'
        [CheckpointTools.Views.ViewTime]::Age($null) | Should -Be ''
    }

    It '<Milliseconds> ms are <Text>' -ForEach @(
        @{ Milliseconds = 0; Text = '0 µs' }
        @{ Milliseconds = 0.1854; Text = '185 µs' }
        @{ Milliseconds = 0.9996; Text = '1 ms' }
        @{ Milliseconds = 1.0452; Text = '1.05 ms' }
        @{ Milliseconds = 12.34; Text = '12.3 ms' }
        @{ Milliseconds = 876.548; Text = '877 ms' }
        @{ Milliseconds = 999.6; Text = '1 s' }
        @{ Milliseconds = 4251; Text = '4.25 s' }
        @{ Milliseconds = 59940; Text = '59.9 s' }
        @{ Milliseconds = 59960; Text = '1 min 0 s' }
        @{ Milliseconds = 125400; Text = '2 min 5 s' }
    ) {
        [CheckpointTools.Views.ViewTime]::Duration([timespan]::FromMilliseconds($Milliseconds)) | Should -Be $Text
    }
}

Describe 'Sizes as a person reads them' {
    It '<Bytes> bytes are <Text>' -ForEach @(
        @{ Bytes = 0; Text = '0 B' }
        @{ Bytes = 1023; Text = '1023 B' }
        @{ Bytes = 1024; Text = '1 KiB' }
        @{ Bytes = 1536; Text = '1.5 KiB' }
        @{ Bytes = 10188; Text = '9.9 KiB' }
        @{ Bytes = 10235; Text = '10 KiB' }
        @{ Bytes = 1048575; Text = '1 MiB' }
        @{ Bytes = 1047552; Text = '1023 KiB' }
        @{ Bytes = 9663676416; Text = '9 GiB' }
        @{ Bytes = 9223372036854775807; Text = '8 EiB' }
        @{ Bytes = $null; Text = '' }
    ) {
        [CheckpointTools.Views.ViewText]::Size($Bytes) | Should -Be $Text
    }
}
